"""All planned conditions over all series: what they would have opened, and who would have been told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from estate.alerting.kept import Kept
from estate.alerting.newrelic import compound as compounds
from estate.alerting.newrelic.identity import Identities, Identity
from estate.alerting.newrelic.incidents import Forced, ForcedEnd, Incident
from estate.alerting.newrelic.issues import Occurrence, Step, steps_of
from estate.alerting.newrelic.muting import Mute, Muting
from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.resources import (
    COMPOUND,
    CONDITION,
    SERVICE_LEVEL,
    TIME_LIMIT,
    ConditionInputs,
    Directory,
    condition_inputs,
    directory,
)
from estate.alerting.newrelic.rows import Rows, rows_of
from estate.alerting.newrelic.service_level import indicators
from estate.alerting.newrelic.signal import Facet, Signal, signals
from estate.alerting.newrelic.simulation import Event, GroupRun, Issue, MonitorRun, Simulation, Tags
from estate.alerting.newrelic.syntax import NotSimulatedError, Query
from estate.alerting.newrelic.workflows import ROUTED, Routing
from estate.alerting.planned import Planned, of_type
from estate.alerting.series import Events, Series
from estate.alerting.simulated import NotSimulated

TIMER_UNPROVEN = "how the timer of overlapping windows runs is undocumented: it runs for each slide"


def simulate(
    planned: Iterable[Planned],
    data: Iterable[Series | Events],
    *,
    start: int,
    end: int,
    deployed: int | None = None,
    kept: Kept | None = None,
) -> Simulation:
    """Evaluates every condition from `start` to `end` (seconds since 1970), both included; data may begin before it.

    The conditions are there since `deployed`; without it, since the first data, at the latest since `start`. A condition
    with overlapping windows says nothing for its first whole window. What the simulator does not know is in `not_simulated`,
    with the reason; nothing is taken as passed. What `kept` has of an earlier simulation is not worked out again.
    """
    resources, given, shared = tuple(planned), tuple(data), kept or Kept()
    first = min([start, *(int(one.times[0]) for one in given if one.times.size)])
    span = _Span(since=first if deployed is None else deployed, exact=deployed is not None, start=start, end=end)
    try:
        world = _World.of(resources, given, span, shared)
    except NotSimulatedError as error:
        return _nothing(resources, span, str(error))
    work = _Work(world=world, span=span, kept=shared)
    work.evaluate(resources)
    return work.simulation()


@dataclass(frozen=True, kw_only=True)
class _Span:
    since: int
    exact: bool
    """Whether `since` is when the conditions were made, so that their first window begins then or later."""
    start: int
    end: int

    def first(self, step: int) -> int:
        """When the first pane of a length begins."""
        return (-(-self.since // step) if self.exact else self.since // step) * step


@dataclass(frozen=True, kw_only=True, eq=False)
class _World:
    """What all conditions have in common."""

    names: Directory
    identities: Identities
    muting: Muting
    routing: Routing
    levels: tuple[Planned, ...]
    """The service levels, which make rows of rows."""
    rows: tuple[Rows, ...]

    @classmethod
    def of(cls, planned: Sequence[Planned], data: Sequence[Series | Events], span: _Span, kept: Kept) -> "_World":
        names, levels = directory(planned), tuple(of_type(planned, SERVICE_LEVEL))
        routed = [one for one in planned if one.type in ROUTED]
        stored = kept.of("stored", (), lambda: rows_of(data))
        return cls(
            names=names,
            identities=Identities.of(planned, names),
            muting=Muting.of(planned, start=span.since, end=span.end),
            routing=kept.of("routing", routed, lambda: Routing.of(routed)),
            levels=levels,
            rows=kept.of("rows", levels, lambda: (*stored, *indicators(levels, stored))),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evaluated:
    run: MonitorRun
    component: compounds.Component
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """What the signals of one condition opened, gathered one by one."""

    identity: Identity
    enabled: bool
    signals: list[tuple[Tags, list[Incident]]] = field(default_factory=list)
    occurrences: list[list[Occurrence]] = field(default_factory=list)

    def add(self, tags: Tags, incidents: list[Incident], mutes: Sequence[Mute]) -> None:
        self.signals.append((tags, incidents))
        self.occurrences.append(self.identity.occurrences(tags, incidents, mutes))

    def evaluated(self, span: _Span, unproven: tuple[str, ...]) -> _Evaluated:
        groups = tuple(
            GroupRun(
                tags=tags, events=tuple(Event(incident=one.incident, muted=one.muted) for one in found), start=span.start, end=span.end
            )
            for (tags, _), found in zip(self.signals, self.occurrences, strict=True)
        )
        planned = self.identity.condition
        title = str(planned.inputs.get("name", planned.name))
        return _Evaluated(
            run=MonitorRun(name=planned.name, title=title, policy=self.identity.policy, groups=groups, unproven=unproven),
            component=compounds.Component(enabled=self.enabled, signals=self.signals),
            occurrences=tuple(one for found in self.occurrences for one in found),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Work:
    world: _World
    span: _Span
    kept: Kept
    done: dict[str, _Evaluated] = field(default_factory=dict)
    not_simulated: list[NotSimulated] = field(default_factory=list)

    def evaluate(self, planned: Sequence[Planned]) -> None:
        """Compound conditions last: they need the others."""
        for token, step in ((CONDITION, self._condition), (COMPOUND, self._compound)):
            for one in of_type(planned, token):
                self._attempt(one, step)

    def _attempt(self, planned: Planned, step: Callable[[Planned], _Evaluated]) -> None:
        try:
            if planned.name in self.done:
                raise NotSimulatedError("another condition has the same logical name: which is meant cannot be told")
            self.done[planned.name] = step(planned)
        except NotSimulatedError as error:
            self.not_simulated.append(NotSimulated(monitor=planned.name, reason=str(error), source=planned.source))

    def _condition(self, planned: Planned) -> _Evaluated:
        condition = _inputs(planned)
        _refuse(condition)
        query = parse(condition.query)
        identity = self.world.identities.condition(planned, condition, query)
        self.world.muting.over(identity.attributes)
        found = _Found(identity=identity, enabled=condition.enabled)
        opened = self.kept.of("signals", (planned, *self.world.levels), partial(self._signals, condition, query))
        for facet, signal in opened.items():
            tags = dict(zip(query.facets, facet, strict=True))
            mutes = self.world.muting.over(identity.of_signal(tags))
            found.add(tags, signal.incidents(self.span.end, _forced(condition.time_limit, mutes)), mutes)
        return found.evaluated(self.span, (TIMER_UNPROVEN,) if condition.method == "event_timer" and condition.slide else ())

    def _signals(self, condition: ConditionInputs, query: Query) -> Mapping[Facet, Signal]:
        since = self.span.first(condition.step)
        return signals(condition, query, self.world.rows, since=since, until=self.span.end) if condition.enabled else {}

    def _compound(self, planned: Planned) -> _Evaluated:
        one = compounds.compound(planned, self.world.names)
        components = {alias: self._component(name) for alias, name in one.aliases.items()}
        identity = self.world.identities.compound(planned, one.policy)
        found = _Found(identity=identity, enabled=bool(planned.inputs.get("enabled", True)))
        for tags, opened in compounds.groups(one, components) if found.enabled else ():
            mutes = self.world.muting.over(identity.of_signal(tags))
            ends = _forced(TIME_LIMIT, mutes)
            found.add(tags, list(compounds.incidents(one, opened, start=self.span.since, until=self.span.end, forced=ends)), mutes)
        return found.evaluated(self.span, (compounds.UNPROVEN,))

    def _component(self, name: str) -> compounds.Component:
        if name not in self.done:
            raise NotSimulatedError(f"its component {name} is not simulated")
        if not self.done[name].component.enabled:
            raise NotSimulatedError(f"its component {name} is disabled; New Relic takes enabled ones alone")
        return self.done[name].component

    def simulation(self) -> Simulation:
        """Everything that was found between start and end."""
        steps = steps_of([one for of in self.done.values() for one in of.occurrences if not one.incident.silent])
        told = (one for step in steps if step.time >= self.span.start for one in self.world.routing.told(step))
        return Simulation(
            start=self.span.start,
            end=self.span.end,
            monitors={name: one.run for name, one in self.done.items()},
            issues=_issues(steps, self.span.start),
            notifications=tuple(told),
            not_simulated=tuple(self.not_simulated),
        )


def _issues(steps: Sequence[Step], start: int) -> tuple[Issue, ...]:
    found = {id(step.issue): step.issue for step in steps if step.issue.closed is None or step.issue.closed >= start}
    return tuple(sorted(found.values(), key=lambda issue: (issue.opened, issue.key)))


def _nothing(planned: Sequence[Planned], span: _Span, reason: str) -> Simulation:
    named = (one for token in (CONDITION, COMPOUND) for one in of_type(planned, token))
    refused = tuple(NotSimulated(monitor=one.name, reason=reason, source=one.source) for one in named)
    return Simulation(start=span.start, end=span.end, monitors={}, issues=(), notifications=(), not_simulated=refused)


def _inputs(planned: Planned) -> ConditionInputs:
    try:
        return condition_inputs(planned)
    except (KeyError, TypeError, ValueError) as error:
        raise NotSimulatedError(f"an input is missing, or known only after the deployment: {error}") from None


def _refuse(condition: ConditionInputs) -> None:
    if condition.type != "static":
        raise NotSimulatedError(f"how {condition.type} conditions are evaluated is unpublished")
    if condition.offset:
        raise NotSimulatedError("evaluationOffset and sinceValue are the old way of aggregation: not simulated; expected aggregationMethod")
    if any(term.predicts for term in condition.terms):
        raise NotSimulatedError("how a threshold is predicted is unpublished")
    if not condition.terms and not condition.opens_on_expiration:
        raise NotSimulatedError("the condition has no critical and no warning term, and does not watch for a lost signal")


def _forced(limit: int, mutes: Sequence[Mute]) -> ForcedEnd:
    def ends(opened: int) -> Forced:
        over = max((mute.end for mute in mutes if mute.closes and mute.start <= opened < mute.end), default=None)
        if over is not None and over < opened + limit:
            return Forced(time=over, cause="muting ended")
        return Forced(time=opened + limit, cause="time limit")

    return ends
