"""A plan at the terminal: the verdict of each stack, what stops a reader first, one next step at the end."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.text import Text

from estate.graph import wording
from estate.graph.comparison import Action, Comparison, ResourceChange, StackComparison
from estate.graph.model import StackGraph
from estate.graph.plan import Plan, ProgramError

STYLES = {
    Action.REPLACE: "bold red",
    Action.DELETE: "bold red",
    Action.MAY_REPLACE: "yellow",
    Action.CREATE: "green",
    Action.REVISE: "",
    Action.UPDATE: "",
}
WARNING = "warning: "
NAME_WIDTH = 26
VERB_WIDTH = 13
MARGIN = " " * (3 + VERB_WIDTH)
MILD = (Action.CREATE, Action.REVISE, Action.UPDATE)
SEVERE_SHOWN = 20  # resources of a stack that are replaced or deleted by themselves
MILD_SHOWN = 5  # created, revised and updated resources of a stack, and as many that follow others
DETAILS_SHOWN = 3  # properties of a resource
VERBOSE_LIMIT = 2000  # characters of a value


def lines(plan: Plan, comparison: Comparison | None, *, width: int = 80, verbose: bool = False) -> Iterator[Text]:
    """What is there, or with a comparison what changes."""
    return (
        comparison_lines(plan, comparison, width=width, verbose=verbose) if comparison else plan_lines(plan, width=width, verbose=verbose)
    )


def plan_lines(plan: Plan, *, width: int = 80, verbose: bool = False) -> Iterator[Text]:
    """What is there, stack by stack."""
    for stack in _in_order(plan):
        if isinstance(stack, ProgramError):
            yield from _error_lines(stack)
        else:
            yield _inventory_line(stack, width)
            if verbose:
                yield from _inventory(stack)
    yield Text()
    total = sum(len(stack.made) for stack in plan.stacks)
    yield Text(f"{wording.counted(total, 'resource')} in {wording.counted(len(plan.stacks), 'stack')}", style="bold")
    yield from _error_verdict(plan)
    if not plan.errors:
        yield Text("Next: estate plan --base main   what the working tree changes")


def comparison_lines(plan: Plan, comparison: Comparison, *, width: int = 80, verbose: bool = False) -> Iterator[Text]:
    """What changes, the worst stack first."""
    for error in plan.errors:
        yield from _error_lines(error)
    for stack in comparison.changed:
        yield from _stack_lines(stack, comparison.base, width=width, verbose=verbose)
    failed = {error.stack for error in plan.errors}
    for name, why in comparison.uncompared.items():
        if name not in failed:
            yield Text.assemble((f" {name:<{NAME_WIDTH}}", "bold"), ("not compared: ", "yellow"), wording.clean(why))
    still = len(comparison.stacks) - len(comparison.changed)
    if still:
        yield Text(f" {wording.counted(still, 'stack')} unchanged")
    yield Text()
    for warning in comparison.warnings:
        first, *rest = wrap(wording.clean(warning), width - len(WARNING)) or [""]
        yield Text.assemble((WARNING, "yellow"), first)
        yield from (Text(" " * len(WARNING) + line) for line in rest)
    yield from _verdict(plan, comparison, width)
    yield from _error_verdict(plan)


def _in_order(plan: Plan) -> list[StackGraph | ProgramError]:
    """Errors stand where nobody scrolls past them: at the end, before the verdict."""
    return [*plan.stacks, *plan.errors]


def _error_lines(error: ProgramError) -> Iterator[Text]:
    place = f"  {wording.clean(error.source)}" if error.source else ""
    yield Text.assemble((f" {error.stack:<{NAME_WIDTH}}", "bold"), ("error", "bold red"), place)
    for line in error.text.splitlines():
        yield Text(f"   {wording.clean(line)}")


def _error_verdict(plan: Plan) -> Iterator[Text]:
    if plan.errors:
        names = ", ".join(error.stack for error in plan.errors)
        yield Text(f"{wording.counted(len(plan.errors), 'stack')} with an error: {names}", style="bold red")


def _inventory_line(stack: StackGraph, width: int) -> Text:
    resources = stack.made
    line = Text.assemble((f" {stack.name:<{NAME_WIDTH}}", "bold"), f"{wording.counted(len(resources), 'resource'):<16}")
    words = [f"{name} {number}" for name, number in wording.groups(resources)]
    line.append(_fitting(words, width - line.cell_len))
    return line


def _fitting(words: Sequence[str], room: int) -> str:
    """As many of the words as there is room for, and how many more there are."""
    text = ""
    for index, word in enumerate(words):
        longer = f"{text} · {word}" if text else word
        left = len(words) - index
        if len(longer) + (len(f" · {left} more") if left > 1 else 0) > room:
            return f"{text} · {left} more" if text else ""
        text = longer
    return text


def _inventory(stack: StackGraph) -> Iterator[Text]:
    for resource in sorted(stack.made, key=lambda one: (one.type, one.name, one.urn)):
        line = Text(f"   {wording.kind(resource.type)} {wording.clean(resource.name)}")
        line.append(f"  {wording.clean(resource.source or '')}", style="dim")
        yield line


def _stack_lines(stack: StackComparison, base: str, *, width: int, verbose: bool) -> Iterator[Text]:
    yield Text.assemble((f" {stack.name:<{NAME_WIDTH}}", "bold"), wording.counts(stack.counts, joiner="   "))
    shown, hidden = _split(stack.changes, verbose=verbose)
    for change in shown:
        yield from _change_lines(change, width=width, verbose=verbose)
    if hidden:
        command = f"estate plan {stack.name} --base {wording.clean(base)} -v"
        yield Text(f"   ... {len(hidden):,} more: {command}", style="dim")


def _split(changes: Sequence[ResourceChange], *, verbose: bool) -> tuple[list[ResourceChange], list[ResourceChange]]:
    """What is shown and what is not: causes before what follows from them, changes of tags alone never."""
    if verbose:
        return list(changes), []
    severe = [change for change in changes if change.action not in MILD and (change.outage or not change.follows_only)]
    followers = [change for change in changes if change.action not in MILD and not (change.outage or not change.follows_only)]
    mild = [change for change in changes if change.action in MILD and not change.tags_only]
    shown = {change.urn for change in (*severe[:SEVERE_SHOWN], *followers[:MILD_SHOWN], *mild[:MILD_SHOWN])}
    return [change for change in changes if change.urn in shown], [change for change in changes if change.urn not in shown]


def _change_lines(change: ResourceChange, *, width: int, verbose: bool) -> Iterator[Text]:
    verb = f"{wording.VERB[change.action]:<{VERB_WIDTH}}"
    head = Text.assemble("   ", (verb, STYLES[change.action]), f"{wording.kind(change.type)} {wording.clean(change.name)}")
    room = width - len(MARGIN)
    details = wording.details(change, limit=VERBOSE_LIMIT) if verbose else wording.details(change, room=room)
    if verbose:
        head.append(f"  {wording.clean(change.source or '')}", style="dim")
        yield head
    else:
        details = [wording.shorten(detail, room) for detail in _first(details)]
        if details and head.cell_len + 2 + len(details[0]) <= width:
            head.append(f"  {details.pop(0)}")
        yield head
    yield from (Text(MARGIN + detail) for detail in details)
    for reason in wording.reasons(change):
        yield from (Text(MARGIN + line, style=STYLES[change.action]) for line in wrap(reason, room))


def _first(details: Sequence[str]) -> list[str]:
    rest = len(details) - DETAILS_SHOWN
    return list(details) if rest <= 0 else [*details[:DETAILS_SHOWN], f"... {rest:,} more of its properties"]


def _verdict(plan: Plan, comparison: Comparison, width: int) -> Iterator[Text]:
    total = sum(len(stack.made) for stack in plan.stacks)
    of_all = f"{wording.counted(len(comparison.stacks), 'stack')} ({wording.counted(total, 'resource')})"
    if not comparison.changed:
        yield Text(f"Nothing changes against {wording.clean(comparison.base)} in {of_all}", style="bold green")
        return
    numbers, where = wording.counts(comparison.counts, always=True), f"in {len(comparison.changed)} of {of_all}"
    bad = comparison.counts[Action.REPLACE] or comparison.counts[Action.DELETE]
    joiner = " " if len(numbers) + 1 + len(where) <= width else "\n"
    yield Text(f"{numbers}{joiner}{where}", style="bold red" if bad else "bold")
