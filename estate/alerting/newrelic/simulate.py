"""All planned conditions over all series: what they would have opened, and who would have been told."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from estate.alerting.newrelic import compound as compounds
from estate.alerting.newrelic.incidents import Forced, ForcedEnd, Incident
from estate.alerting.newrelic.issues import Occurrence, issue_key, steps_of
from estate.alerting.newrelic.muting import EventAttributes, Mute, Muting
from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.resources import (
    COMPOUND,
    CONDITION,
    ENTITY_TAGS,
    POLICY,
    TIME_LIMIT,
    ConditionInputs,
    Planned,
    condition_inputs,
    named,
    of_type,
    symbol,
)
from estate.alerting.newrelic.rows import Rows, rows_of
from estate.alerting.newrelic.service_level import indicators
from estate.alerting.newrelic.signal import signals
from estate.alerting.newrelic.simulation import Event, GroupRun, Issue, MonitorRun, Notification, NotSimulated, Simulation, Tags
from estate.alerting.newrelic.syntax import NotSimulatedError, Query
from estate.alerting.newrelic.workflows import Routing
from estate.alerting.series import Events, Series

TIMER_UNPROVEN = "how the timer of overlapping windows runs is undocumented: it runs for each slide"


def simulate(
    planned: Iterable[Planned], data: Iterable[Series | Events], *, start: int, end: int, deployed: int | None = None
) -> Simulation:
    """Evaluates every condition from `start` to `end` (seconds since 1970), both included; data may begin before it.

    The conditions are there since `deployed`; without it, since the first data, at the latest since `start`. A condition
    with overlapping windows says nothing for its first whole window. What the simulator does not know is in `not_simulated`,
    with the reason; nothing is taken as passed.
    """
    resources, given = tuple(planned), tuple(data)
    times = [int(one.times[0]) for one in given if one.times.size]
    since = deployed if deployed is not None else min([start, *times])
    work = _Work(planned=resources, since=since, start=start, end=end)
    work.evaluate(given, exact=deployed is not None)
    return work.simulation()


@dataclass(frozen=True, kw_only=True, eq=False)
class _Evaluated:
    run: MonitorRun
    components: compounds.Component
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Work:
    planned: Sequence[Planned]
    since: int
    start: int
    end: int
    done: dict[str, _Evaluated] = field(default_factory=dict)
    not_simulated: list[NotSimulated] = field(default_factory=list)

    def evaluate(self, data: Sequence[Series | Events], *, exact: bool) -> None:
        try:
            muting = Muting.of(self.planned, start=self.since, end=self.end)
            Routing.of(self.planned)
            rows = rows_of(data)
            rows = (*rows, *indicators(self.planned, rows))
        except NotSimulatedError as error:
            for one in self.planned:
                if one.type in (CONDITION, COMPOUND):
                    self._give_up(one, str(error))
            return
        for one in of_type(self.planned, CONDITION):
            self._attempt(one, lambda planned: self._condition(planned, rows, muting, exact=exact))
        for one in of_type(self.planned, COMPOUND):
            self._attempt(one, lambda planned: self._compound(planned, muting))

    def _attempt(self, planned: Planned, step: Callable[[Planned], _Evaluated]) -> None:
        try:
            self.done[planned.name] = step(planned)
        except NotSimulatedError as error:
            self._give_up(planned, str(error))

    def _give_up(self, planned: Planned, reason: str) -> None:
        self.not_simulated.append(NotSimulated(monitor=planned.name, reason=reason, source=planned.source))

    def _condition(self, planned: Planned, rows: Sequence[Rows], muting: Muting, *, exact: bool) -> _Evaluated:
        condition = condition_inputs(planned)
        _refuse(condition)
        query = parse(condition.query)
        attributes = self._attributes(planned, condition.policy, condition=condition, query=query)
        found: list[tuple[Tags, list[Incident]]] = []
        occurrences: list[Occurrence] = []
        since = -(-self.since // condition.step) * condition.step if exact else self.since // condition.step * condition.step
        opened = signals(condition, query, rows, since=since, until=self.end) if condition.enabled else {}
        for facet, signal in opened.items():
            tags = dict(zip(query.facets, facet, strict=True))
            event = {**attributes, **_tagged(tags)}
            mutes = muting.over(event)
            incidents = signal.incidents(self.end, _forced(condition.time_limit, mutes))
            found.append((tags, incidents))
            occurrences += self._occurrences(planned, condition.policy, tags, event, incidents, mutes)
        muting.over(attributes)
        unproven = (TIMER_UNPROVEN,) if condition.method == "event_timer" and condition.slide else ()
        component = compounds.Component(enabled=condition.enabled, signals=found)
        return self._evaluated(planned, condition.policy, component, occurrences, unproven)

    def _compound(self, planned: Planned, muting: Muting) -> _Evaluated:
        one = compounds.compound(planned, self.planned)
        components = {alias: self._component(name) for alias, name in one.aliases.items()}
        attributes = self._attributes(planned, one.policy)
        mutes = muting.over(attributes)
        found: list[tuple[Tags, list[Incident]]] = []
        occurrences: list[Occurrence] = []
        enabled = bool(planned.inputs.get("enabled", True))
        for tags, opened in compounds.groups(one, components) if enabled else ():
            ends = _forced(TIME_LIMIT, mutes)
            incidents = list(compounds.incidents(one, opened, start=self.since, until=self.end, forced=ends))
            found.append((tags, incidents))
            occurrences += self._occurrences(planned, one.policy, tags, {**attributes, **_tagged(tags)}, incidents, mutes)
        component = compounds.Component(enabled=enabled, signals=found)
        return self._evaluated(planned, one.policy, component, occurrences, (compounds.UNPROVEN,))

    def _component(self, name: str) -> compounds.Component:
        if name not in self.done:
            raise NotSimulatedError(f"its component {name} is not simulated")
        if not self.done[name].components.enabled:
            raise NotSimulatedError(f"its component {name} is disabled; New Relic takes enabled ones alone")
        return self.done[name].components

    def _attributes(
        self, planned: Planned, policy: str, *, condition: ConditionInputs | None = None, query: Query | None = None
    ) -> EventAttributes:
        owner = named(self.planned, POLICY, policy)
        tags = {f"tags.{key}": value for key, value in _entity_tags(self.planned, planned).items()} if condition else {}
        return {
            "conditionId": symbol(planned),
            "conditionName": str(planned.inputs.get("name", planned.name)),
            "conditionRunbookUrl": str(planned.inputs.get("runbookUrl") or ""),
            "conditionType": condition.type if condition else "compound",
            "nrqlEventType": ",".join(query.types) if query else "",
            "nrqlQuery": condition.query if condition else "",
            "policyId": policy,
            "policyName": "" if owner is None else str(owner.inputs.get("name", owner.name)),
            **tags,
        }

    def _occurrences(
        self, planned: Planned, policy: str, tags: Tags, event: EventAttributes, incidents: Sequence[Incident], mutes: Sequence[Mute]
    ) -> list[Occurrence]:
        owner = named(self.planned, POLICY, policy)
        preference = "" if owner is None else str(owner.inputs.get("incidentPreference") or "")
        key = issue_key(policy if owner is None else owner.name, preference, planned.name, tags)
        return [
            Occurrence(
                incident=one,
                muted=any(mute.start <= one.opened < mute.end for mute in mutes),
                monitor=planned.name,
                group=tags,
                policy=policy if owner is None else owner.name,
                attributes=event,
                key=key,
            )
            for one in incidents
        ]

    def _evaluated(
        self, planned: Planned, policy: str, component: compounds.Component, occurrences: Sequence[Occurrence], unproven: tuple[str, ...]
    ) -> _Evaluated:
        groups = tuple(
            GroupRun(
                tags=tags,
                events=tuple(Event(incident=one.incident, muted=one.muted) for one in occurrences if one.group == tags),
                start=self.start,
                end=self.end,
            )
            for tags, _ in component.signals
        )
        title = str(planned.inputs.get("name", planned.name))
        run = MonitorRun(name=planned.name, title=title, policy=policy, groups=groups, unproven=unproven)
        return _Evaluated(run=run, components=component, occurrences=tuple(occurrences))

    def simulation(self) -> Simulation:
        """Everything that was found between start and end."""
        seen = [one for of in self.done.values() for one in of.occurrences if not one.incident.silent]
        steps = steps_of(seen)
        told: list[Notification] = []
        issues: dict[int, Issue] = {}
        if self.done:
            routing = Routing.of(self.planned)
            told = [one for step in steps if step.time >= self.start for one in routing.told(step)]
            issues = {id(step.issue): step.issue for step in steps if step.issue.closed is None or step.issue.closed >= self.start}
        return Simulation(
            start=self.start,
            end=self.end,
            monitors={name: one.run for name, one in self.done.items()},
            issues=tuple(sorted(issues.values(), key=lambda issue: (issue.opened, issue.key))),
            notifications=tuple(told),
            not_simulated=tuple(self.not_simulated),
        )


def _refuse(condition: ConditionInputs) -> None:
    if condition.type != "static":
        raise NotSimulatedError(f"how {condition.type} conditions are evaluated is unpublished")
    if condition.offset:
        raise NotSimulatedError("evaluationOffset and sinceValue are the old way of aggregation: not simulated; expected aggregationMethod")
    if any(term.predicts for term in condition.terms):
        raise NotSimulatedError("how a threshold is predicted is unpublished")
    if not condition.terms and not condition.opens_on_expiration:
        raise NotSimulatedError("the condition has no critical and no warning term, and does not watch for a lost signal")


def _tagged(tags: Tags) -> dict[str, str]:
    """The tags of an event: `FACET host` gives `tags.host`; an attribute that is a tag itself is found by its own name too."""
    return {f"tags.{key}": value for key, value in tags.items()} | {key: value for key, value in tags.items() if key.startswith("tags.")}


def _entity_tags(planned: Iterable[Planned], condition: Planned) -> Mapping[str, str]:
    guid = symbol(condition, "entityGuid")
    mine = (one for one in of_type(planned, ENTITY_TAGS) if one.inputs.get("guid") == guid)
    return {str(tag["key"]): str(value) for one in mine for tag in one.inputs.get("tags") or () for value in tag.get("values") or ()}


def _forced(limit: int, mutes: Sequence[Mute]) -> ForcedEnd:
    def ends(opened: int) -> Forced:
        over = max((mute.end for mute in mutes if mute.closes and mute.start <= opened < mute.end), default=None)
        if over is not None and over < opened + limit:
            return Forced(time=over, cause="muting ended")
        return Forced(time=opened + limit, cause="time limit")

    return ends
