"""From the values of the evaluations to the states of a group."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from estate.alerting.datadog.evaluate import Evaluated
from estate.alerting.datadog.field import Present
from estate.alerting.datadog.frame import DAY, MINUTE, Instants
from estate.alerting.datadog.syntax import Comparison
from estate.alerting.series import Values

RETENTION = DAY
"""A group without data leaves a monitor's status after 24 hours, and is new when it comes back (docs: monitors/configuration)."""
ROUNDING = 1e-12
"""Values that differ from a threshold by less than this share of it are equal to it: no more than the error of adding them up."""


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
    last, first = _last_and_first(evaluated.seen)
    since_point = instants.newest - (instants.frame.origin + last[instants.minute] * MINUTE)
    seen = last[instants.minute] >= 0
    ready = (seen | rules.starts_unseen) & ~_is_new(rules, instants, first)
    zeroed = evaluated.missing & (rules.silence.meaning == "zero")
    value = np.where(zeroed, 0.0, evaluated.value) if zeroed.any() else evaluated.value
    judged = ready & ~np.isnan(value) & (~evaluated.missing | zeroed)
    if rules.require_full_window:
        judged &= evaluated.full | zeroed
    result = np.full(len(value), SKIPPED, dtype=np.int8)
    _put_silence(result, evaluated.missing & ready & ~zeroed, since_point, rules.silence)
    empty_for = since_point - instants.window
    gone = seen & (empty_for >= RETENTION) & (rules.group_delay is not None)
    result[gone] = State.ABSENT
    judged &= ~gone
    if rules.silence.resolve_after is not None:
        resolved = evaluated.missing & ready & (empty_for >= rules.silence.resolve_after) & ~gone
        result[resolved] = State.OK
        judged &= ~resolved
    return _judge(result, judged, value, rules.thresholds)


def _last_and_first(seen: Present) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """By minute: the group's last point up to it, and its first one since it was last new; -1 where there is none."""
    minute = np.arange(len(seen))
    last = np.maximum.accumulate(np.where(seen, minute, -1))
    before = np.concatenate(([-1], last[:-1]))
    begins = seen & ((before < 0) | ((minute - before) * MINUTE >= RETENTION))
    return last, np.maximum.accumulate(np.where(begins, minute, -1))


def _is_new(rules: Rules, instants: Instants, first: NDArray[np.int64]) -> Present:
    if rules.group_delay is None:
        return np.zeros(len(instants.times), dtype=bool)
    since = instants.newest - (instants.frame.origin + first[instants.minute] * MINUTE)
    return since < rules.group_delay


def _put_silence(result: States, missing: Present, since_point: NDArray[np.int64], silence: Silence) -> None:
    if silence.meaning in {"show", "resolve"}:
        long_enough = missing if silence.after is None else missing & (since_point >= silence.after)
        result[long_enough] = State.NO_DATA if silence.meaning == "show" else State.OK


def _judge(result: States, judged: Present, value: Values, thresholds: Thresholds) -> States:
    cleared = (result != SKIPPED) & ~judged
    result[judged] = State.OK
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
        result[held] = state
    return result


def _latched(held: Present, released: Present) -> Present:
    place = np.arange(len(held))
    return np.maximum.accumulate(np.where(held, place, -1)) > np.maximum.accumulate(np.where(released, place, -1))


def breaches(value: Values, comparison: Comparison, threshold: float) -> Present:
    """Where the value is on the wrong side of the threshold; a NaN never is, except for `!=`."""
    margin = abs(threshold) * ROUNDING
    match comparison:
        case ">":
            return value > threshold + margin
        case ">=":
            return value >= threshold - margin
        case "<":
            return value < threshold - margin
        case "<=":
            return value <= threshold + margin
        case "==":
            return np.abs(value - threshold) <= margin
    return np.abs(value - threshold) > margin


def kept(said: States) -> States:
    """The state at each evaluation: what was last said."""
    place = np.maximum.accumulate(np.where(said == SKIPPED, -1, np.arange(len(said))))
    return np.where(place >= 0, said[place], np.int8(State.ABSENT)).astype(np.int8)
