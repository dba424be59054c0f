"""What a simulation found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from estate.alerting.newrelic.incidents import Incident
from estate.alerting.simulated import Run, Simulated

Tags = Mapping[str, str]


class State(IntEnum):
    """How a signal stands: the worst of its open events."""

    OK = 1
    WARNING = 2
    LOST = 3
    """Open because its signal was lost."""
    CRITICAL = 4

    @property
    def label(self) -> str:
        """In capitals, as other vendors write it."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class Span:
    """From `start` until `end`, without it, in one state."""

    start: int
    end: int
    state: State


@dataclass(frozen=True, kw_only=True)
class Event:
    """An event of a condition, and whether a muting rule covers it."""

    incident: Incident
    muted: bool


@dataclass(frozen=True, kw_only=True)
class GroupRun:
    """One signal of a condition: its facet's values by attribute (none without FACET), and what it opened."""

    tags: Tags
    events: tuple[Event, ...]
    start: int
    end: int

    @property
    def states(self) -> tuple[Span, ...]:
        """Equal neighbours as one span, over the whole simulation; silent events are no state."""
        return tuple(_spans([one.incident for one in self.events if not one.incident.silent], self.start, self.end))

    def at(self, time: int) -> State:
        """The state at a time; OK outside the simulation."""
        return next((span.state for span in self.states if span.start <= time < span.end), State.OK)


@dataclass(frozen=True, kw_only=True)
class MonitorRun(Run[GroupRun]):
    """A condition, plain or compound, that was simulated."""

    policy: str


@dataclass(frozen=True, kw_only=True)
class Issue:
    """Events of a policy that are one problem: what workflows tell of."""

    policy: str
    key: tuple[str, ...]
    opened: int
    closed: int | None
    monitors: tuple[str, ...]
    """The conditions whose events it holds, the first first."""
    muted: bool
    """Whether its first event was: that decides for the whole issue."""


@dataclass(frozen=True, kw_only=True)
class Notification:
    """One message that a workflow sends through one of its destinations."""

    time: int
    """In seconds since 1970 (UTC)."""
    trigger: str
    """`ACTIVATED`, `PRIORITY_CHANGED`, `OTHER_UPDATES` or `CLOSED`."""
    priority: str
    """Of the issue: `CRITICAL` or `HIGH`."""
    issue: Issue
    monitor: str
    """The condition whose event it is about."""
    group: Tags
    workflow: str
    recipients: tuple[str, ...]
    """The logical name of the channel, or its id where the plan does not hold it."""

    @property
    def is_recovery(self) -> bool:
        """Whether it says that all is well again."""
        return self.trigger == "CLOSED"


@dataclass(frozen=True, kw_only=True)
class Simulation(Simulated[MonitorRun]):
    """Every planned condition, simulated or named as not."""

    issues: tuple[Issue, ...]
    notifications: tuple[Notification, ...]
    """In the order of time."""


def state_of(incidents: Sequence[Incident], time: int) -> State:
    """The worst of what is open at a time."""
    return max((_state(one) for one in incidents if one.is_open(time)), default=State.OK)


def _state(incident: Incident) -> State:
    if incident.cause == "signal loss":
        return State.LOST
    return State.WARNING if incident.priority == "warning" else State.CRITICAL


def _spans(incidents: Sequence[Incident], start: int, end: int) -> Iterator[Span]:
    edges = {edge for one in incidents for edge in (one.opened, one.ended) if edge is not None and start < edge <= end}
    begin, state = start, state_of(incidents, start)
    for edge in sorted(edges):
        following = state_of(incidents, edge)
        if following is not state:
            yield Span(start=begin, end=edge, state=state)
            begin, state = edge, following
    yield Span(start=begin, end=end + 1, state=state)
