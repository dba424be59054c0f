"""What `estate sandbox up` does at the terminal: progress, the summary, the page."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.words import any_of, did_you_mean
from estate.cli.output import print_json, stderr, stdout
from estate.cli.planning import progress
from estate.errors import InputError
from estate.graph.page import write_page
from estate.graph.plan import Plan
from estate.graph.planner import plan_stacks
from estate.graph.program import Program, load_program
from estate.layers import StackName
from estate.naming import SHARED
from estate.sandbox import brought_up
from estate.sandbox.clients import Clients
from estate.sandbox.creating import Made, Outcome
from estate.sandbox.session import Session
from estate.sandbox.up import StackUp, bring_up

VERSION = 1
NAME_WIDTH = 24
MARGIN = " " * (NAME_WIDTH + 2)
WORDS: Mapping[Outcome, str] = {
    Outcome.CREATED: "created",
    Outcome.NOT_SUPPORTED: "not supported here",
    Outcome.RECORDED: "recorded",
    Outcome.FAILED: "failed",
}


def run(root: Path, environment: str, *, page: Path, as_json: bool) -> bool:
    """Bring the environment up; False when something failed or was lost. An interruption leaves nothing behind."""
    catalog = load_catalog(root / "catalog")
    if environment not in catalog.environments:
        hint = did_you_mean(environment, catalog.environments) or f"expected {any_of(catalog.environments)}"
        raise InputError(f"{environment!r} is no environment; {hint}")
    session = Session.of(root)
    session.require_none()
    program = load_program(root)
    stacks = tuple(stack for stack in program.stacks if stack.environment in (SHARED, environment))
    planned = _planned(program, stacks)
    emulator = session.start()
    try:
        up = tuple(_with_progress(program, planned, stacks, catalog, Clients(emulator.endpoint)))
        document = as_document(up, environment, catalog, emulator.endpoint)
        session.write("estate.json", document)
        session.write(brought_up.FILE, brought_up.as_document(up))
        # The plan's symbols say what refers to what; the ids of the emulator would not.
        write_page(page, planned)
    except BaseException as error:
        session.stop()
        if isinstance(error, KeyboardInterrupt):
            stderr().print("Interrupted: the emulator is gone, and everything that was in it.")
        raise
    if as_json:
        print_json(document)
    else:
        _show(stdout(), up, emulator.endpoint, page)
    return all(one.is_good for one in up)


def _planned(program: Program, stacks: tuple[StackName, ...]) -> Plan:
    """What is to be made. InputError with every stack whose program has an error."""
    with progress(len(stacks)) as told:
        planned = plan_stacks(program, stacks, told=told)
    if planned.errors:
        lines = [f"{error.stack} cannot be planned: {error.source or 'the program'}: {error.text}" for error in planned.errors]
        raise InputError("\n".join(lines))
    return planned


def _with_progress(program: Program, planned: Plan, stacks: tuple[StackName, ...], catalog: Catalog, clients: Clients) -> Iterable[StackUp]:
    """The stacks as they come up, with a bar of all that the plan says they hold."""
    total = sum(len(stack.made) for stack in planned.stacks)
    console = stderr()
    columns = (TextColumn("{task.description:<44}"), BarColumn(bar_width=16), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        task = progress.add_task("starting", total=total)

        def told(stack: StackName, made: Made) -> None:
            progress.update(task, advance=1, description=f"{stack}  {made.type.rsplit(':', 1)[-1]} {made.name}"[:44])

        yield from bring_up(program, stacks, catalog, clients, told)


def as_document(up: tuple[StackUp, ...], environment: str, catalog: Catalog, endpoint: str) -> dict[str, Any]:
    """The documented JSON of a sandbox: every resource with what became of it."""
    own = catalog.environments[environment]
    return {
        "version": VERSION,
        "environment": environment,
        "account": own.account,
        "region": own.region,
        "endpoint": endpoint,
        "good": all(one.is_good for one in up),
        "stacks": [_stack_document(one) for one in up],
    }


def _stack_document(one: StackUp) -> dict[str, Any]:
    counts = {str(outcome): one.counted(outcome) for outcome in Outcome}
    return {
        "name": one.graph.name,
        **counts,
        "known_differences": one.known,
        "new_differences": [{"type": two.type, "name": two.name, "differences": list(two.differences)} for two in one.unlike],
        "unknown_inputs": list(one.unknown),
        "resources": [
            {"type": made.type, "name": made.name, "outcome": str(made.outcome), **({"id": made.id} if made.id else {"why": made.why})}
            for made in one.made
        ],
    }


def _show(console: Console, up: tuple[StackUp, ...], endpoint: str, page: Path) -> None:
    for one in up:
        console.print(f" {one.graph.name:<{NAME_WIDTH}} {_counts(one)}", markup=False)
        for line in wrap(_lacking(one), console.width - len(MARGIN)):
            console.print(f"{MARGIN}{line}", markup=False, style="dim")
        for made in one.made:
            if made.outcome is Outcome.FAILED:
                console.print(f"   failed   {made.type} {made.name}: {made.why}", markup=False, style="red")
        for unlike in one.unlike:
            console.print(f"   differs  {unlike.type} {unlike.name}: {'; '.join(unlike.differences)}", markup=False, style="red")
        for unknown in one.unknown:
            console.print(f"   unknown  {unknown}", markup=False, style="red")
    console.print(f"\n{summary(up)}", markup=False, style="green" if all(one.is_good for one in up) else "red")
    console.print(f"AWS is at {endpoint} (to point tools at it: estate sandbox status)", markup=False)
    console.print(f"The estate as a page: {page}", markup=False)
    console.print("Next: estate plan · estate sandbox serve --attach", markup=False)


def _counts(one: StackUp) -> str:
    """`42 created, 2 not supported here`; of what is recorded, by whose it is."""
    parts = [f"{one.counted(outcome)} {words}" for outcome, words in WORDS.items() if one.counted(outcome)]
    packages = Counter(made.type.split(":")[0] for made in one.made if made.outcome is Outcome.RECORDED)
    of_which = ", ".join(f"{package} {number}" for package, number in packages.most_common())
    return ", ".join(parts) + (f" ({of_which})" if of_which else "")


def _lacking(one: StackUp) -> str:
    """`the emulator lacks ec2/flowLog (2), msk/configuration`, or nothing."""
    kinds = Counter(made.type.split(":")[1] for made in one.made if made.outcome is Outcome.NOT_SUPPORTED)
    listed = [kind if number == 1 else f"{kind} ({number})" for kind, number in sorted(kinds.items())]
    return f"the emulator lacks {', '.join(listed)}" if listed else ""


def summary(up: tuple[StackUp, ...]) -> str:
    """Two lines: what was created and what was not, and whether all of it reads back as declared."""
    counts = [f"{total} {words}" for outcome, words in WORDS.items() if (total := sum(one.counted(outcome) for one in up))]
    new, known = sum(len(one.unlike) for one in up), sum(one.known for one in up)
    return f"{', '.join(counts)}\nread back: {new} new differences, {known} resources with known ones"
