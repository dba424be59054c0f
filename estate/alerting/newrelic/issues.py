"""From the events of conditions to issues, by the preference of their policy (docs: alerts, decide when issues are created)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from estate.alerting.newrelic.incidents import Incident
from estate.alerting.newrelic.muting import EventAttributes
from estate.alerting.newrelic.simulation import Issue, Tags

PREFERENCES: Mapping[str, int] = {"PER_POLICY": 1, "PER_CONDITION": 2, "PER_CONDITION_AND_TARGET": 3}
"""How many of policy, condition and signal tell issues apart."""
Trigger = Literal["ACTIVATED", "PRIORITY_CHANGED", "OTHER_UPDATES", "CLOSED"]


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """An event of a condition with everything that decides on its issue and on who is told."""

    incident: Incident
    muted: bool
    monitor: str
    group: Tags
    policy: str
    preference: str
    attributes: EventAttributes
    """As muting rules see it."""

    @property
    def key(self) -> tuple[str, ...]:
        """What its issue is told apart by."""
        signal = ",".join(f"{name}={value}" for name, value in sorted(self.group.items()))
        return (self.policy, self.monitor, signal)[: PREFERENCES.get(self.preference, 1)]


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that happened to an issue, of which workflows may tell."""

    time: int
    trigger: Trigger
    issue: Issue
    about: Occurrence
    members: tuple[Occurrence, ...]
    """Every event of the issue until then."""
    open: tuple[Occurrence, ...]
    """Those that are open, with the one that the step closes."""

    @property
    def priority(self) -> str:
        """CRITICAL once any event of the issue was critical; a warning alone is HIGH."""
        return "CRITICAL" if any(one.incident.priority == "critical" for one in self.members) else "HIGH"


@dataclass(kw_only=True)
class _Open:
    members: list[Occurrence] = field(default_factory=list)
    open: list[Occurrence] = field(default_factory=list)
    moments: list[tuple[int, Trigger, Occurrence, tuple[Occurrence, ...], tuple[Occurrence, ...]]] = field(default_factory=list)

    def note(self, time: int, trigger: Trigger, about: Occurrence) -> None:
        self.moments.append((time, trigger, about, tuple(self.members), tuple(self.open)))

    def join(self, one: Occurrence) -> None:
        first, raised = not self.members, self._raises(one)
        self.members.append(one)
        self.open.append(one)
        self.note(one.incident.opened, "ACTIVATED" if first else "PRIORITY_CHANGED" if raised else "OTHER_UPDATES", one)

    def leave(self, one: Occurrence, time: int) -> bool:
        self.note(time, "CLOSED" if len(self.open) == 1 else "OTHER_UPDATES", one)
        self.open.remove(one)
        return not self.open

    def _raises(self, one: Occurrence) -> bool:
        return one.incident.priority == "critical" and all(other.incident.priority == "warning" for other in self.members)

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
        for time, trigger, about, members, still in self.moments:
            yield Step(time=time, trigger=trigger, issue=issue, about=about, members=members, open=still)


def steps_of(occurrences: Sequence[Occurrence]) -> list[Step]:
    """Everything that happens to issues, in the order of time; at one moment what closes comes before what opens."""
    moments = [(one.incident.opened, 1, place, one) for place, one in enumerate(occurrences)]
    moments += [(one.incident.ended, 0, place, one) for place, one in enumerate(occurrences) if one.incident.ended is not None]
    found: list[Step] = []
    going: dict[tuple[str, ...], _Open] = {}
    for time, opens, _, one in sorted(moments, key=lambda moment: moment[:3]):
        if opens:
            going.setdefault(one.key, _Open()).join(one)
        elif going[one.key].leave(one, time):
            found.extend(going.pop(one.key).steps(time))
    for unclosed in going.values():
        found.extend(unclosed.steps(None))
    return sorted(found, key=lambda step: step.time)
