"""Curves put together from lengths in minutes."""

from collections.abc import Iterable, Sequence

Phase = tuple[float, float]
"""For how many minutes, and the value."""


def number(value: float) -> str:
    """Without an exponent: a curve has none."""
    return f"{value:.12f}".rstrip("0").rstrip(".")


def curve(phases: Sequence[Phase], *, last: float) -> str:
    """The phases one after the other from the begin of the scenario, then `last`."""
    text, at = "", 0
    for minutes, value in phases:
        if round(minutes) > 0:
            at += round(minutes)
            text += f"{number(value)} until +{at}m then "
    return f"{text}{number(last)}"


def lasting(phases: Iterable[Phase]) -> int:
    """The minutes of all of them."""
    return sum(round(minutes) for minutes, _ in phases)


def at_minutes(minutes: Iterable[int], *, bad: float, good: float) -> str:
    """`bad` in single minutes of a scenario, `good` in all others."""
    phases: list[Phase] = []
    at = 0
    for minute in sorted(set(minutes)):
        phases += [(minute - at, good), (1, bad)]
        at = minute + 1
    return curve(phases, last=good)
