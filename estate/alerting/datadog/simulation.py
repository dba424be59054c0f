"""What a simulation found."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from estate.alerting.datadog.frame import Instants
from estate.alerting.datadog.notifications import Notification, Span
from estate.alerting.datadog.states import SKIPPED, State, States, kept
from estate.alerting.datadog.syntax import Tags
from estate.alerting.series import Times
from estate.alerting.simulated import Run, Simulated


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


MonitorRun = Run[GroupRun]
"""A monitor that was simulated."""


@dataclass(frozen=True, kw_only=True)
class Simulation(Simulated[MonitorRun]):
    """Every planned monitor, simulated or named as not."""

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
