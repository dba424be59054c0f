"""Who is told what, and when: transitions, reminders, and what downtimes hold back.

Sources: docs monitors/configuration, monitors/notify, monitors/downtimes and the API's reference of monitors.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from estate.alerting.datadog.states import State
from estate.alerting.datadog.syntax import Tags


@dataclass(frozen=True, kw_only=True)
class Notification:
    """One message that the vendor sends."""

    time: int
    """In seconds since 1970 (UTC)."""
    monitor: str
    group: Tags
    before: State
    """What was told before it; OK where nothing was."""
    state: State
    renotify: bool
    recipients: tuple[str, ...]
    """The handles that are told, without their `@`."""
    priority: str | None
    """The monitor's, `1` to `5`."""
    text: str
    """The message as it is sent, as far as its variables are tags."""

    @property
    def is_recovery(self) -> bool:
        """Whether it says that all is well again."""
        return self.state is State.OK


@dataclass(frozen=True, kw_only=True)
class Span:
    """From `start` until `end`, without it, in one state; a cancelled evaluation has none."""

    start: int
    end: int
    state: State | None


@dataclass(frozen=True, kw_only=True)
class Mute:
    """One occurrence of a downtime over a group."""

    start: int
    end: int
    mute_first_recovery: bool = False
    end_states: frozenset[State] = frozenset({State.ALERT, State.WARN, State.NO_DATA})
    """In which states a group is told of when the downtime expires."""


@dataclass(frozen=True, kw_only=True)
class Reminders:
    """Every `interval` seconds while a group stays in one of `states`, at most `occurrences` times."""

    interval: int
    states: frozenset[State]
    occurrences: int | None


@dataclass(frozen=True, kw_only=True)
class Told:
    """A transition or a reminder, before its recipients are known."""

    time: int
    before: State
    state: State
    renotify: bool


@dataclass(kw_only=True)
class _Teller:
    reminders: Reminders | None
    mutes: Sequence[Mute]
    tells_no_data: bool
    told: State = State.OK
    sent: list[Told] = field(default_factory=list)

    def enter(self, span: Span, state: State) -> None:
        if state is State.ABSENT:
            self.told = State.OK
        elif state is State.OK:
            self._recover(span.start)
        elif state is not State.NO_DATA or self.tells_no_data:
            for time, renotify in self._moments(span, state):
                self.tell(time, state, renotify=renotify)

    def tell(self, time: int, state: State, *, renotify: bool) -> None:
        self.sent.append(Told(time=time, before=self.told, state=state, renotify=renotify))
        self.told = state

    def _recover(self, time: int) -> None:
        if self.told is State.OK:
            return
        # Whatever was told, was told before the downtimes that lie over this moment: they hide every transition but this one.
        if not any(mute.mute_first_recovery for mute in self.mutes if mute.start <= time < mute.end):
            self.tell(time, State.OK, renotify=False)
        self.told = State.OK

    def _moments(self, span: Span, state: State) -> Iterator[tuple[int, bool]]:
        """When something is sent of a state that is alert-worthy, and whether it is a reminder."""
        expiries = sorted({mute.end for mute in self.mutes if span.start < mute.end < span.end and self._expires(mute.end, state)})
        starts = [*(() if self._muted(span.start) else (span.start,)), *expiries]
        left = self.reminders.occurrences if self.reminders else 0
        for start, end in pairwise([*starts, span.end]):
            yield start, False
            for time in self._due(start, end, state):
                if left is not None and left <= 0:
                    break
                left = None if left is None else left - 1
                yield time, True

    def _due(self, start: int, end: int, state: State) -> Iterator[int]:
        if self.reminders is None or state not in self.reminders.states:
            return
        for time in range(start + self.reminders.interval, end, self.reminders.interval):
            if not self._muted(time):
                yield time

    def _muted(self, time: int) -> bool:
        return any(mute.start <= time < mute.end for mute in self.mutes)

    def _expires(self, time: int, state: State) -> bool:
        return not self._muted(time) and any(mute.end == time and state in mute.end_states for mute in self.mutes)


def tell(spans: Sequence[Span], *, reminders: Reminders | None, mutes: Sequence[Mute], tells_no_data: bool) -> list[Told]:
    """What is sent of a group with these states."""
    teller = _Teller(reminders=reminders, mutes=mutes, tells_no_data=tells_no_data)
    for span in spans:
        if span.state is not None:
            teller.enter(span, span.state)
    return teller.sent
