"""What a simulation found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from estate.alerting.datadog.frame import Instants
from estate.alerting.datadog.notifications import Notification, Span
from estate.alerting.datadog.states import SKIPPED, State, States, kept
from estate.alerting.datadog.syntax import Tags
from estate.alerting.series import Times


@dataclass(frozen=True, kw_only=True)
class NotSimulated:
    """A monitor of which the simulator says nothing, and why."""

    monitor: str
    reason: str
    source: str | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Track:
    """What the evaluations of one group said, before who is told."""

    said: States
    first: int
    """When the first evaluation was, in seconds since 1970."""
    every: int
    """Seconds between two evaluations."""
    tells_no_data: bool

    @classmethod
    def of(cls, said: States, instants: Instants, *, tells_no_data: bool = False) -> "Track":
        """What was said at these evaluations."""
        return cls(said=said, first=instants.first, every=instants.every, tells_no_data=tells_no_data)

    @cached_property
    def states(self) -> States:
        """The state at each evaluation."""
        return kept(self.said)

    def at(self, times: Times) -> States:
        """The state at each of these times: that of the last evaluation; ABSENT before the first."""
        place = np.minimum((times - self.first) // self.every, len(self.said) - 1)
        return np.where(place >= 0, self.states[np.maximum(place, 0)], np.int8(State.ABSENT)).astype(np.int8)


@dataclass(frozen=True, kw_only=True)
class GroupRun:
    """One group of a monitor: its tags (none for a monitor without groups), its states and what was sent of it."""

    tags: Tags
    states: tuple[Span, ...]
    evaluations: tuple[Span, ...]
    """What the evaluations said; a span without a state was cancelled."""
    notifications: tuple[Notification, ...]

    def at(self, time: int) -> State:
        """The state at a time; ABSENT outside the simulation."""
        return next((span.state for span in self.states if span.start <= time < span.end and span.state is not None), State.ABSENT)


@dataclass(frozen=True, kw_only=True)
class MonitorRun:
    """A monitor that was simulated."""

    name: str
    """The resource's logical name."""
    title: str
    groups: tuple[GroupRun, ...]
    unproven: tuple[str, ...] = ()
    """What in it rests on behaviour that the vendor does not document."""

    def group(self, **tags: str) -> GroupRun:
        """The group with exactly these tags. KeyError where there is none."""
        for one in self.groups:
            if one.tags == tags:
                return one
        raise KeyError(f"{self.name} has no group {tags}; it has {[dict(one.tags) for one in self.groups]}")


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """Every planned monitor, simulated or named as not."""

    start: int
    end: int
    monitors: Mapping[str, MonitorRun]
    not_simulated: tuple[NotSimulated, ...]

    @property
    def share(self) -> float:
        """How much of the monitors was simulated, from 0 to 1; 1 where there is none."""
        every = len(self.monitors) + len(self.not_simulated)
        return len(self.monitors) / every if every else 1.0

    @property
    def notifications(self) -> tuple[Notification, ...]:
        """Everything that was sent, in the order of time."""
        sent = (one for run in self.monitors.values() for group in run.groups for one in group.notifications)
        return tuple(sorted(sent, key=lambda one: (one.time, one.monitor, sorted(one.group.items()))))


def spans(codes: States, track: Track) -> tuple[Span, ...]:
    """Equal neighbours as one span; the last ends with its evaluation's turn."""
    if not codes.size:
        return ()
    begins = [0, *(np.flatnonzero(np.diff(codes)) + 1).tolist(), len(codes)]
    return tuple(
        Span(
            start=track.first + begin * track.every,
            end=track.first + end * track.every,
            state=None if codes[begin] == SKIPPED else State(int(codes[begin])),
        )
        for begin, end in pairwise(begins)
    )
