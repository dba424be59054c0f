"""From the events of conditions to issues, by the preference of their policy (docs: alerts, decide when issues are created)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from estate.alerting.newrelic.incidents import Incident
from estate.alerting.newrelic.muting import EventAttributes
from estate.alerting.newrelic.simulation import Issue, Tags

PREFERENCES: Mapping[str, int] = {"PER_POLICY": 1, "PER_CONDITION": 2, "PER_CONDITION_AND_TARGET": 3}
"""How many of policy, condition and signal tell issues apart."""
ENDS, OPENS, ENDS_AT_ONCE = range(3)
"""What happens first at one moment."""
Trigger = Literal["ACTIVATED", "PRIORITY_CHANGED", "OTHER_UPDATES", "CLOSED"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Occurrence:
    """An event of a condition with everything that decides on its issue and on who is told."""

    incident: Incident
    muted: bool
    monitor: str
    group: Tags
    policy: str
    attributes: EventAttributes
    """As muting rules see it."""
    key: tuple[str, ...]
    """What its issue is told apart by."""


def issue_key(policy: str, preference: str, monitor: str, group: Tags) -> tuple[str, ...]:
    """What the issue of an event is told apart by, as the policy prefers."""
    signal = ",".join(f"{name}={value}" for name, value in sorted(group.items()))
    return (policy, monitor, signal)[: PREFERENCES.get(preference, 1)]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that happened to an issue, of which workflows may tell."""

    time: int
    trigger: Trigger
    issue: Issue
    about: Occurrence
    open: tuple[Occurrence, ...]
    """The events that are open, with the one that the step closes."""
    every: Sequence[Occurrence]
    many: int

    @property
    def members(self) -> Sequence[Occurrence]:
        """Every event of the issue until then."""
        return self.every[: self.many]

    @property
    def priority(self) -> str:
        """CRITICAL once any event of the issue was critical; a warning alone is HIGH."""
        return "CRITICAL" if any(one.incident.priority == "critical" for one in self.members) else "HIGH"


@dataclass(frozen=True, kw_only=True)
class _Moment:
    time: int
    trigger: Trigger
    about: Occurrence
    open: tuple[Occurrence, ...]
    many: int


@dataclass(kw_only=True)
class _Open:
    members: list[Occurrence] = field(default_factory=list)
    open: list[Occurrence] = field(default_factory=list)
    moments: list[_Moment] = field(default_factory=list)
    critical: bool = False

    def note(self, time: int, trigger: Trigger, about: Occurrence) -> None:
        self.moments.append(_Moment(time=time, trigger=trigger, about=about, open=tuple(self.open), many=len(self.members)))

    def join(self, one: Occurrence) -> None:
        first, raised = not self.members, one.incident.priority == "critical" and not self.critical
        self.members.append(one)
        self.open.append(one)
        self.critical |= raised
        self.note(one.incident.opened, "ACTIVATED" if first else "PRIORITY_CHANGED" if raised else "OTHER_UPDATES", one)

    def leave(self, one: Occurrence, time: int) -> bool:
        self.note(time, "CLOSED" if len(self.open) == 1 else "OTHER_UPDATES", one)
        self.open.remove(one)
        return not self.open

    def steps(self, closed: int | None) -> Iterator[Step]:
        first = self.members[0]
        issue = Issue(
            policy=first.policy,
            key=first.key,
            opened=first.incident.opened,
            closed=closed,
            monitors=tuple(dict.fromkeys(one.monitor for one in self.members)),
            muted=first.muted,
        )
        for one in self.moments:
            yield Step(time=one.time, trigger=one.trigger, issue=issue, about=one.about, open=one.open, every=self.members, many=one.many)


def steps_of(occurrences: Sequence[Occurrence]) -> list[Step]:
    """Everything that happens to issues, in the order of time; at one moment what closes comes before what opens.

    Where one point closes several windows, an event may open and end at that moment: it ends after it has opened.
    """
    moments = [(one.incident.opened, OPENS, place, one) for place, one in enumerate(occurrences)]
    moments += [
        (one.incident.ended, _ends(one.incident), place, one) for place, one in enumerate(occurrences) if one.incident.ended is not None
    ]
    found: list[Step] = []
    going: dict[tuple[str, ...], _Open] = {}
    for time, what, _, one in sorted(moments, key=lambda moment: moment[:3]):
        if what == OPENS:
            going.setdefault(one.key, _Open()).join(one)
        elif going[one.key].leave(one, time):
            found.extend(going.pop(one.key).steps(time))
    for unclosed in going.values():
        found.extend(unclosed.steps(None))
    return sorted(found, key=lambda step: step.time)


def _ends(incident: Incident) -> int:
    return ENDS_AT_ONCE if incident.ended == incident.opened else ENDS
