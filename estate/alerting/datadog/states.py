"""From the values of the evaluations to the states of a group."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from estate.alerting.datadog.comparing import breaches
from estate.alerting.datadog.evaluate import Evaluated
from estate.alerting.datadog.frame import DAY, MINUTE, Instants
from estate.alerting.datadog.ranges import Places, Present
from estate.alerting.datadog.syntax import Comparison
from estate.alerting.series import Values

RETENTION = DAY
"""A group without data leaves a monitor's status after 24 hours, and is new when it comes back (docs: monitors/configuration)."""


class State(IntEnum):
    """A group's state; the numbers are the severities of composites (docs: monitors/types/composite)."""

    ABSENT = 0
    """Not in the monitor's status: never evaluated, or without data for too long."""
    OK = 1
    NO_DATA = 2
    WARN = 3
    ALERT = 4

    @property
    def label(self) -> str:
        """As the vendor writes it."""
        return self.name.replace("_", " ")


SKIPPED = -1
"""In place of a state where an evaluation was cancelled, so that the state stays."""

States = NDArray[np.int8]


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """What a value is compared with, each in the direction of the query."""

    comparison: Comparison
    critical: float
    critical_recovery: float | None = None
    warning: float | None = None
    warning_recovery: float | None = None


@dataclass(frozen=True, kw_only=True)
class Silence:
    """What becomes of a group without data.

    `zero`: evaluated as zero; `keep`: its last state; `show`: NO DATA; `resolve`: OK. `after` is how many seconds its last
    point must be ago beforehand; None means as soon as the window is empty.
    """

    meaning: Literal["zero", "keep", "show", "resolve"]
    after: int | None = None
    resolve_after: int | None = None
    """Seconds of silence after which a triggered group becomes OK; None means never."""


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What decides on the state of a group."""

    thresholds: Thresholds
    silence: Silence
    require_full_window: bool
    group_delay: int | None
    """Seconds in which a new group is not judged; None for a monitor without groups."""
    starts_unseen: bool = False
    """Whether it is judged before its first point: a query that default_zero() never leaves empty is."""


def outcomes(evaluated: Evaluated, rules: Rules, instants: Instants) -> States:
    """What each evaluation says: a state, or SKIPPED."""
    silent = bool(evaluated.missing.any())
    zeroed = evaluated.missing & (rules.silence.meaning == "zero")
    value = np.where(zeroed, 0.0, evaluated.value) if silent else evaluated.value
    judged = ~np.isnan(value)
    result = np.full(len(value), SKIPPED, dtype=np.int8)
    if rules.require_full_window and evaluated.full is not None:
        judged &= evaluated.full | zeroed
    if silent or _may_be_new(evaluated.seen, instants, rules.group_delay):
        history = _history(evaluated.seen, instants)
        ready = (history.seen | rules.starts_unseen) & (history.age >= (rules.group_delay or 0))
        judged &= ready & (~evaluated.missing | zeroed)
        _judge_silence(result, evaluated.missing & ready & ~zeroed, history.since, rules.silence)
        _let_go(result, evaluated.missing & ready, history, rules, instants.window)
        judged &= result == SKIPPED
    return _judge(result, judged, value, rules.thresholds)


def _may_be_new(seen: Present, instants: Instants, delay: int | None) -> bool:
    """Whether any evaluation comes too early in the life of a group that always has data."""
    if delay is None:
        return False
    first = int(seen.argmax())
    since = instants.first - instants.delay - instants.frame.origin - first * MINUTE
    return since < delay or not seen[first : first + max(since, 0) // MINUTE].all()


@dataclass(frozen=True, kw_only=True, eq=False)
class _History:
    """At each evaluation: whether the group has had a point, how many seconds ago the last, and for how long it is known."""

    seen: Present
    since: Places
    age: Places


def _history(seen: Present, instants: Instants) -> _History:
    newest, at = instants.newest - instants.frame.origin, instants.minute
    minute = np.arange(len(seen))
    last = np.maximum.accumulate(np.where(seen, minute, -1))
    before = np.concatenate(([-1], last[:-1]))
    begins = seen & ((before < 0) | ((minute - before) * MINUTE >= RETENTION))
    began = np.maximum.accumulate(np.where(begins, minute, -1))
    latest = last[at]
    return _History(seen=latest >= 0, since=newest - latest * MINUTE, age=newest - began[at] * MINUTE)


def _let_go(result: States, missing: Present, history: _History, rules: Rules, window: int) -> None:
    """Auto-resolve, and the end of a group's retention; both count from when the query came back empty."""
    empty_for = history.since - window
    if rules.silence.resolve_after is not None:
        result[missing & (empty_for >= rules.silence.resolve_after)] = State.OK
    if rules.group_delay is not None:
        result[history.seen & (empty_for >= RETENTION)] = State.ABSENT


def _judge_silence(result: States, missing: Present, since: Places, silence: Silence) -> None:
    if silence.meaning in {"show", "resolve"}:
        long_enough = missing if silence.after is None else missing & (since >= silence.after)
        result[long_enough] = State.NO_DATA if silence.meaning == "show" else State.OK


def _judge(result: States, judged: Present, value: Values, thresholds: Thresholds) -> States:
    cleared = (result != SKIPPED) & ~judged
    np.copyto(result, np.int8(State.OK), where=judged)
    levels = (
        (State.WARN, thresholds.warning, thresholds.warning_recovery),
        (State.ALERT, thresholds.critical, thresholds.critical_recovery),
    )
    for state, threshold, recovery in levels:
        if threshold is None:
            continue
        held = judged & breaches(value, thresholds.comparison, threshold)
        if recovery is not None and held.any():
            released = cleared | (judged & ~breaches(value, thresholds.comparison, recovery))
            held = judged & _latched(held, released & ~held)
        np.copyto(result, np.int8(state), where=held)
    return result


def _latched(held: Present, released: Present) -> Present:
    place = np.arange(len(held))
    return np.maximum.accumulate(np.where(held, place, -1)) > np.maximum.accumulate(np.where(released, place, -1))


def kept(said: States) -> States:
    """The state at each evaluation: what was last said."""
    if not (said == SKIPPED).any():
        return said
    place = np.maximum.accumulate(np.where(said == SKIPPED, -1, np.arange(len(said))))
    return np.where(place >= 0, said[place], np.int8(State.ABSENT)).astype(np.int8)
