"""`estate plan`: what the program would create, and what a change of it does."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from estate.catalog.words import did_you_mean
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stderr, stdout
from estate.errors import InputError
from estate.graph import terminal
from estate.graph.comparison import Comparison
from estate.graph.diff import compare
from estate.graph.git import find_revision
from estate.graph.markdown import as_markdown
from estate.graph.page import write_page
from estate.graph.plan import Plan
from estate.graph.planner import Told, plan_stacks
from estate.graph.program import Program, load_program
from estate.graph.revision import plan_revision
from estate.layers import StackName

Stacks = Annotated[list[str] | None, typer.Argument(help="The stacks to plan; all, when none is named.", metavar="[STACK]...")]
Base = Annotated[str | None, typer.Option("--base", help="Show what changes against this revision.", metavar="REV")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print a comment for a pull request.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write one self-contained page.", metavar="FILE")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show everything.")]


def plan(
    *,
    stacks: Stacks = None,
    base: Base = None,
    as_json: AsJson = False,
    markdown: AsMarkdown = False,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Show what the program would create, without an account, credentials or a network.

    Exit code 0: planned; 1: a stack's program has an error; 2: no such stack or revision.
    Example: estate plan services-production --base main -v
    """
    root = Path.cwd()
    program = load_program(root)
    chosen = _chosen(program, stacks or [])
    revision = find_revision(root, base) if base is not None else None
    with _progress(len(chosen)) as told:
        before = plan_revision(root, revision) if revision else None
        head = plan_stacks(program, chosen, told=told)
    comparison = compare(revision, before, head, whole=not stacks) if revision and before else None
    if html:
        write_page(html, head, comparison)
    if as_json:
        print_json({**head.as_json(), **({"comparison": comparison.as_json()} if comparison else {})})
    elif markdown:
        typer.echo(as_markdown(head, comparison))
    else:
        _print(head, comparison, verbose=verbose)
    if head.errors:
        raise typer.Exit(ExitCode.FOUND)


def _chosen(program: Program, names: Sequence[str]) -> tuple[StackName, ...]:
    """The stacks of these names, in the order of the rollout; InputError with every name that is none."""
    known = {str(stack): stack for stack in program.stacks}
    wrong = [name for name in dict.fromkeys(names) if name not in known]
    if wrong:
        hints = [f"{name!r} is no stack; {did_you_mean(name, known) or 'known are ' + ', '.join(known)}" for name in wrong]
        raise InputError("\n".join(hints))
    return tuple(stack for name, stack in known.items() if not names or name in names)


@contextmanager
def _progress(total: int) -> Iterator[Told]:
    """A bar on standard error; it draws from this thread alone, since processes are forked beside it."""
    columns = (TextColumn("planning"), BarColumn(bar_width=20), MofNCompleteColumn(), TextColumn("{task.description}"))
    console = stderr()
    with Progress(*columns, console=console, transient=True, auto_refresh=False, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=total)

        def told(stack: StackName, _outcome: object) -> None:
            bar.update(task, advance=1, description=str(stack), refresh=True)

        yield told


def _print(head: Plan, comparison: Comparison | None, *, verbose: bool) -> None:
    console = stdout()
    lines = (
        terminal.comparison_lines(head, comparison, width=console.width, verbose=verbose)
        if comparison
        else terminal.plan_lines(head, width=console.width, verbose=verbose)
    )
    for line in lines:
        console.print(line)
