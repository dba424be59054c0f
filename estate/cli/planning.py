"""What `estate plan` does before it shows anything: which stacks, against what, with a bar on standard error."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from estate.catalog.words import did_you_mean
from estate.cli.output import stderr
from estate.errors import InputError
from estate.graph.comparison import Comparison
from estate.graph.diff import compare
from estate.graph.git import find_revision
from estate.graph.plan import Plan
from estate.graph.planner import Told, plan_stacks
from estate.graph.program import Program, load_program
from estate.graph.revision import plan_revision
from estate.layers import StackName


def make(root: Path, names: Sequence[str], base: str | None) -> tuple[Plan, Comparison | None, Plan | None]:
    """The plan of the named stacks, or of all; with a base also what they change against it, and its own plan."""
    program = load_program(root)
    chosen = _chosen(program, names)
    revision = find_revision(root, base) if base is not None else None
    with progress(len(chosen)) as told:
        before = plan_revision(root, revision) if revision else None
        head = plan_stacks(program, chosen, told=told)
    if revision is None or before is None:
        return head, None, None
    return head, compare(revision, before, head, whole=not names), before.plan


def _chosen(program: Program, names: Sequence[str]) -> tuple[StackName, ...]:
    """The stacks of these names, in the order of the rollout; InputError with every name that is none."""
    known = {str(stack): stack for stack in program.stacks}
    wrong = [name for name in dict.fromkeys(names) if name not in known]
    if wrong:
        hints = [f"{name!r} is no stack; {did_you_mean(name, known) or 'known are ' + ', '.join(known)}" for name in wrong]
        raise InputError("\n".join(hints))
    return tuple(stack for name, stack in known.items() if not names or name in names)


@contextmanager
def progress(total: int) -> Iterator[Told]:
    """A bar on standard error; it draws from this thread alone, since processes are forked beside it."""
    columns = (TextColumn("planning"), BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
    console = stderr()
    with Progress(*columns, console=console, transient=True, auto_refresh=False, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def told(stack: StackName, _outcome: object) -> None:
            bar.update(task, advance=1, description=str(stack), refresh=True)

        yield told
