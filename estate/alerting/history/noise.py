"""Which past alerts are noise, with the numbers, and what would make them less.

- **noisy**: told more often in a week than anybody can look into.
- **flapping**: opened again soon after it was over.
- **never actioned**: nobody acknowledged it or closed it by hand, not once.
- **always together**: two alerts that begin at nearly the same time whenever one of them does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from estate.alerting.history.past import PastAlert

Kind = Literal["noisy", "flapping", "never actioned", "always together"]
KINDS: tuple[Kind, ...] = ("noisy", "flapping", "never actioned", "always together")
WEEK = 7 * 86_400
MINUTE = 60
FEWEST = 3
"""Occurrences from which "never" and "always" mean something."""
REOPENED = 2
"""Times that an alert must come back at once before it flaps."""
TOGETHER_WITHIN = 5 * MINUTE
TOGETHER = 0.8
"""The share of each one's occurrences that have the other one beside them."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What is too much."""

    per_week: float = 2.0
    """More calls a week than this of one alert are noise: an on-call shift bears two events (Google SRE book, being on call)."""
    flap_minutes: int = 15
    """What opens again so soon was not over."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One noise: what it is, of which alerts, and the numbers behind it."""

    kind: Kind
    names: tuple[str, ...]
    occurrences: int
    numbers: str
    change: str
    """What to do."""
    saved: float
    """Calls a week that would not come any more, at most."""


@dataclass(frozen=True, kw_only=True)
class Noise:
    """Everything that was found in an export."""

    weeks: float
    """At least one: less says nothing of a week."""
    alerts: int
    names: int
    per_week: float
    findings: tuple[Finding, ...]
    """By kind, what saves most first."""


def find_noise(alerts: Sequence[PastAlert], limits: Limits) -> Noise:
    """The noise of alerts that are in the order of time."""
    by_name: dict[str, list[PastAlert]] = defaultdict(list)
    for one in alerts:
        by_name[one.name].append(one)
    last = max((one.end or one.start for one in alerts), default=0)
    weeks = max((last - alerts[0].start) / WEEK, 1.0) if alerts else 1.0
    found = [*_single(by_name, weeks, limits), *_together(alerts, by_name, weeks)]
    ordered = sorted(found, key=lambda one: (KINDS.index(one.kind), -one.saved, one.names))
    return Noise(weeks=weeks, alerts=len(alerts), names=len(by_name), per_week=len(alerts) / weeks, findings=tuple(ordered))


def _single(by_name: Mapping[str, Sequence[PastAlert]], weeks: float, limits: Limits) -> Iterator[Finding]:
    for name, alerts in by_name.items():
        yield from _noisy(name, alerts, weeks, limits)
        yield from _flapping(name, alerts, weeks, limits)
        yield from _never_actioned(name, alerts, weeks)


def _noisy(name: str, alerts: Sequence[PastAlert], weeks: float, limits: Limits) -> Iterator[Finding]:
    rate = len(alerts) / weeks
    if rate > limits.per_week:
        yield Finding(
            kind="noisy",
            names=(name,),
            occurrences=len(alerts),
            numbers=f"{len(alerts)} times, {rate:.1f} a week",
            change="other numbers: a higher threshold or a longer window, tried on recorded data",
            saved=rate - limits.per_week,
        )


def _flapping(name: str, alerts: Sequence[PastAlert], weeks: float, limits: Limits) -> Iterator[Finding]:
    again = sum(_reopened(alerts, limits.flap_minutes * MINUTE))
    if again >= REOPENED:
        yield Finding(
            kind="flapping",
            names=(name,),
            occurrences=len(alerts),
            numbers=f"{again} of {len(alerts)} came within {limits.flap_minutes} min after it was over",
            change=f"a recovery threshold further away, or a longer window: {len(alerts)} calls become {len(alerts) - again}",
            saved=again / weeks,
        )


def _reopened(alerts: Iterable[PastAlert], within: int) -> Iterator[bool]:
    """For each occurrence whether the one before it had just ended. Of several that overlap the last end counts."""
    over: int | None = None
    for one in alerts:
        yield over is not None and over <= one.start <= over + within
        if one.end is not None:
            over = max(one.end, over or one.end)


def _never_actioned(name: str, alerts: Sequence[PastAlert], weeks: float) -> Iterator[Finding]:
    if len(alerts) >= FEWEST and all(one.actioned is False for one in alerts):
        over = sum(one.end is not None for one in alerts)
        yield Finding(
            kind="never actioned",
            names=(name,),
            occurrences=len(alerts),
            numbers=f"{len(alerts)} times, nobody acknowledged or closed it; {over} went by themselves",
            change="a ticket in place of a call, or nothing: off: true in the catalog, with its reason",
            saved=len(alerts) / weeks,
        )


def _together(alerts: Sequence[PastAlert], by_name: Mapping[str, Sequence[PastAlert]], weeks: float) -> Iterator[Finding]:
    beside = _beside(alerts)
    for (one, other), number in beside.items():
        if one < other and number >= FEWEST and beside[other, one] >= FEWEST:
            shares = (number / len(by_name[one]), beside[other, one] / len(by_name[other]))
            if min(shares) >= TOGETHER:
                minutes = TOGETHER_WITHIN // MINUTE
                yield Finding(
                    kind="always together",
                    names=(one, other),
                    occurrences=number,
                    numbers=f"{number} of {len(by_name[one])} and {beside[other, one]} of {len(by_name[other])} began within {minutes} min",
                    change="one call: the same deduplication key, or a hard dependency that holds the later one back",
                    saved=min(number, beside[other, one]) / weeks,
                )


def _beside(alerts: Sequence[PastAlert]) -> Counter[tuple[str, str]]:
    """How many occurrences of one name have the other one within the window, before or after."""
    found: Counter[tuple[str, str]] = Counter()
    near: Counter[str] = Counter()
    first = last = 0
    for one in alerts:
        while last < len(alerts) and alerts[last].start <= one.start + TOGETHER_WITHIN:
            near[alerts[last].name] += 1
            last += 1
        while alerts[first].start < one.start - TOGETHER_WITHIN:
            near[alerts[first].name] -= 1
            if not near[alerts[first].name]:
                del near[alerts[first].name]
            first += 1
        found.update((one.name, other) for other in near if other != one.name)
    return found
