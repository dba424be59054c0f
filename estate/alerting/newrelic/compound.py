"""Compound conditions: an expression over whether other conditions are triggered (docs: alerts, compound alerts).

A component is triggered while an event of any of its thresholds is open, silent or not, as it is known at that moment. How
long a component counts after its threshold is no longer met, and how the compound event closes, is documented nowhere.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lark import Lark, Token, Tree, UnexpectedInput

from estate.alerting.newrelic.incidents import CloseCause, ForcedEnd, Incident
from estate.alerting.newrelic.resources import CONDITION, Directory, named
from estate.alerting.newrelic.simulation import Tags
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.planned import Planned

UNPROVEN = (
    "a component counts as triggered while its event is open, and the compound event closes once the expression is false: undocumented"
)
DURATION = 30
"""Seconds; the shortest threshold duration that the vendor takes, where the program says nothing (no default is documented)."""
MATCH = "FACETS_MATCH"


@dataclass(frozen=True, kw_only=True)
class Component:
    """What a component condition opened, by signal."""

    enabled: bool
    signals: Sequence[tuple[Tags, Sequence[Incident]]]


@dataclass(frozen=True, kw_only=True)
class Compound:
    """A compound condition's options, typed."""

    planned: Planned
    aliases: Mapping[str, str]
    """The logical name of each component's condition, by alias."""
    trigger: Tree[Token]
    duration: int
    matches_facets: bool

    @property
    def policy(self) -> str:
        """The id of its policy."""
        return str(self.planned.inputs.get("policyId", ""))


def compound(planned: Planned, resources: Directory) -> Compound:
    """The options of a planned compound condition. NotSimulatedError for an expression or component that is not known."""
    given = planned.inputs
    aliases = {str(one["alias"]): _component(str(one["id"]), resources) for one in given.get("componentConditions") or ()}
    trigger = parse_trigger(str(given.get("triggerExpression", "")))
    unknown = sorted({str(token) for token in trigger.scan_values(lambda _: True)} - set(aliases))
    if unknown:
        raise NotSimulatedError(f"the trigger expression names {', '.join(unknown)}; the components are {', '.join(sorted(aliases))}")
    return Compound(
        planned=planned,
        aliases=aliases,
        trigger=trigger,
        duration=int(given.get("thresholdDuration") or DURATION),
        matches_facets=str(given.get("facetMatchingBehavior") or "").upper() == MATCH,
    )


def _component(reference: str, resources: Directory) -> str:
    found = named(resources, CONDITION, reference)
    if found is None:
        raise NotSimulatedError(f"the component {reference} is no NRQL condition of the plan")
    return found.name


@cache
def _parser() -> Lark:
    grammar = files("estate.alerting.newrelic").joinpath("trigger.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr")


@cache
def parse_trigger(text: str) -> Tree[Token]:
    """The tree of a trigger expression. NotSimulatedError with the column of what is not understood."""
    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        raise NotSimulatedError(f"the trigger expression is not understood at column {error.column}: {text!r}") from None


def holds(tree: Tree[Token] | Token, triggered: Mapping[str, bool]) -> bool:
    """Whether the expression is true."""
    if isinstance(tree, Token):
        return triggered[str(tree)]
    children = [holds(child, triggered) for child in tree.children]
    match tree.data:
        case "all":
            return all(children)
        case "inverse":
            return not children[0]
    return any(children)


def groups(one: Compound, components: Mapping[str, Component]) -> list[tuple[Tags, dict[str, list[Incident]]]]:
    """The groups that the compound is judged by, each with what its components opened in it."""
    whole = {alias: [incident for _, found in of.signals for incident in found] for alias, of in components.items()}
    if not one.matches_facets:
        return [({}, whole)]
    keys = [{key for tags, _ in of.signals for key in tags} for of in components.values()]
    shared = set.intersection(*[found for found in keys if found]) if any(keys) else set()
    if len(shared) > 1:
        raise NotSimulatedError(f"the components share the facets {', '.join(sorted(shared))}: which of them matches is not documented")
    if not shared:
        return [({}, whole)]
    key = shared.pop()
    values = sorted({tags[key] for of in components.values() for tags, _ in of.signals if key in tags})
    return [({key: value}, {alias: _of_value(of, key, value) for alias, of in components.items()}) for value in values]


def _of_value(component: Component, key: str, value: str) -> list[Incident]:
    return [incident for tags, found in component.signals if tags.get(key, value) == value for incident in found]


def incidents(
    one: Compound, components: Mapping[str, Sequence[Incident]], *, start: int, until: int, forced: ForcedEnd
) -> Iterator[Incident]:
    """What the compound condition opens in one group."""
    for begin, end in _true(one.trigger, components, start, until):
        opened = begin + one.duration
        while opened < end and opened <= until:
            limit = forced(opened)
            if limit.time < end and limit.time <= until:
                yield _incident(opened, limit.time, limit.cause)
                opened = limit.time + one.duration
            else:
                yield (
                    _incident(opened, end, "recovered")
                    if end <= until
                    else Incident(priority="critical", cause="expression", opened=opened)
                )
                break


def _incident(opened: int, closed: int, cause: CloseCause) -> Incident:
    return Incident(priority="critical", cause="expression", opened=opened, closed=closed, ended=closed, close_cause=cause)


def _true(trigger: Tree[Token], components: Mapping[str, Sequence[Incident]], start: int, until: int) -> Iterator[tuple[int, int]]:
    edges = {start} | {edge for found in components.values() for one in found for edge in (one.opened, one.ended) if edge is not None}
    begin: int | None = None
    for edge in sorted(one for one in edges if start <= one <= until):
        true = holds(trigger, {alias: any(one.is_open(edge) for one in found) for alias, found in components.items()})
        if true and begin is None:
            begin = edge
        elif not true and begin is not None:
            yield begin, edge
            begin = None
    if begin is not None:
        yield begin, until + 1
