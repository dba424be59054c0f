"""A plan at the terminal: the verdict of each stack, what stops a reader first, one next step at the end."""

from collections.abc import Iterator, Sequence

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
    Action.UPDATE: "",
}
NAME_WIDTH = 26
VERB_WIDTH = 13
MARGIN = " " * (3 + VERB_WIDTH)
MILD = (Action.CREATE, Action.UPDATE)
MILD_SHOWN = 5  # created and updated resources of a stack; whatever is worse is all shown
DETAILS_SHOWN = 3  # properties of a resource
VERBOSE_LIMIT = 2000  # characters of a value


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
        yield Text.assemble(("warning: ", "yellow"), wording.clean(warning))
    yield _verdict(plan, comparison)
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
        line.append(f"  {resource.source or ''}", style="dim")
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
    """What is shown and what is not; changes of tags alone are the first to go."""
    if verbose:
        return list(changes), []
    mild = [change for change in changes if change.action in MILD]
    kept = {change.urn for change in sorted(mild, key=lambda change: change.tags_only)[:MILD_SHOWN] if not change.tags_only}
    return (
        [change for change in changes if change.action not in MILD or change.urn in kept],
        [change for change in mild if change.urn not in kept],
    )


def _change_lines(change: ResourceChange, *, width: int, verbose: bool) -> Iterator[Text]:
    verb = f"{wording.VERB[change.action]:<{VERB_WIDTH}}"
    head = Text.assemble("   ", (verb, STYLES[change.action]), f"{wording.kind(change.type)} {wording.clean(change.name)}")
    if verbose and change.source:
        head.append(f"  {change.source}", style="dim")
    yield head
    details = _details(change, verbose=verbose)
    shown = details if verbose else details[:DETAILS_SHOWN]
    for detail in shown:
        yield Text(MARGIN + (detail if verbose else wording.shorten(detail, width - len(MARGIN))))
    if len(details) > len(shown):
        yield Text(f"{MARGIN}... {len(details) - len(shown)} more of its properties", style="dim")
    for reason in wording.reasons(change):
        yield Text(MARGIN + reason, style=STYLES[change.action])


def _details(change: ResourceChange, *, verbose: bool) -> list[str]:
    limit = VERBOSE_LIMIT if verbose else wording.VALUE_LIMIT
    return [*(wording.difference(one, limit=limit) for one in change.differences), *(wording.follow(one) for one in change.follows)]


def _verdict(plan: Plan, comparison: Comparison) -> Text:
    total = sum(len(stack.made) for stack in plan.stacks)
    where = f"{len(comparison.changed)} of {wording.counted(len(comparison.stacks), 'stack')} ({wording.counted(total, 'resource')})"
    if not comparison.changed:
        return Text(f"Nothing changes against {comparison.base} in {where}", style="bold green")
    bad = comparison.counts[Action.REPLACE] or comparison.counts[Action.DELETE]
    return Text(f"{wording.counts(comparison.counts, always=True)} in {where}", style="bold red" if bad else "bold")
