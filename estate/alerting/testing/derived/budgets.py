"""Scenarios for each window of each objective: the budget burns just fast enough, a little longer, and then just not any more.

First a steady outage until a little more than the window's share of the budget is gone: told when that is, not sooner (half the
threshold, a shorter window) and not later (twice the threshold, a longer window). Then bad ones at 1.6 times the threshold, so that
the short window still burns; then at 0.8 times: it must be over once the short window has forgotten, while the long one still burns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.alerting.spec import SloSpec
from estate.alerting.testing.derived.curves import Phase, at_minutes, curve, lasting
from estate.alerting.testing.derived.expected import Definition
from estate.alerting.testing.derived.promised import Burn
from estate.alerting.testing.model import Scenario

START = "2026-11-17T06:00"
"""A Tuesday on which nothing is announced (catalog/maintenance.yaml)."""
BEFORE = 60
"""Minutes in which all is well."""
QUARTER = 15
MANY = 6000
"""Requests a minute: so many that every threshold lies between two numbers of bad ones."""
CAP = 0.95
"""The share of bad ones that no outage of these passes."""
SPENT, ABOVE, BELOW = 1.2, 1.6, 0.8
"""Of the threshold: how much of the window's share is gone when the outage ends, and at what rates it goes on."""
STEEP = 4.0
"""Of the threshold: how bad an outage is."""
UNDER_FASTER = 0.87
"""Of the threshold of the next faster window, which must not tell of it first."""


@dataclass(frozen=True, kw_only=True)
class Outage:
    """How a share of bad ones goes over a scenario, in minutes; shares of 1."""

    phases: tuple[Phase, ...]

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return lasting(self.phases)

    def text(self, *, before: float = BEFORE) -> str:
        """As percent, in a curve."""
        return curve([(before, 0.0), *((minutes, share * 100) for minutes, share in self.phases)], last=0.0)


def steepness(burn: Burn, faster: Burn | None) -> float:
    """The share of bad ones of an outage that this window tells of, and no faster one."""
    most = min(STEEP * float(burn.threshold), CAP)
    return min(most, UNDER_FASTER * float(faster.threshold)) if faster else most


def spending(burn: Burn, faster: Burn | None, *, spent: float = SPENT) -> Phase:
    """An outage until so much of the window's share is gone."""
    share = steepness(burn, faster)
    return spent * float(burn.threshold) * burn.long / share, share


def edge(burn: Burn, faster: Burn | None) -> Outage:
    """Just fast enough, a little longer, then just not any more."""
    threshold, short = float(burn.threshold), burn.short
    return Outage(phases=(spending(burn, faster), (short + 5, ABOVE * threshold), (3 * short + 15, BELOW * threshold)))


def budget_scenarios(definition: Definition) -> Iterator[Scenario]:
    """One for each window of each objective."""
    for slo in definition.alerting.slos:
        burns = definition.burns(slo)
        for place, burn in enumerate(burns):
            faster = burns[place - 1] if place else None
            whole = _in_minutes(burn, faster) if counted_by_minutes(slo) else _in_shares(burn, faster)
            yield scenario(f"{burn.name}: just enough", whole)


def counted_by_minutes(slo: SloSpec) -> bool:
    """Whether a minute has one thing that is good or bad as a whole: a probe, or whether a message waits too long."""
    return slo.objective.minimum_samples is None


def scenario(name: str, given: Mapping[str, Any]) -> Scenario:
    """A scenario of which nothing is expected yet."""
    return Scenario.model_validate({"name": name, "start": START, **given})


def load_of(slo: SloSpec, text: str, *, requests: str | float = MANY) -> dict[str, Any]:
    """The load of a service whose bad ones go like a curve."""
    what = "slow" if slo.objective.sli == "latency" else "errors"
    other = "errors" if what == "slow" else "slow"
    return {"service": slo.subject.service, "requests": requests, what: text, other: 0}


def _in_shares(burn: Burn, faster: Burn | None) -> dict[str, Any]:
    outage = edge(burn, faster)
    return {"length": f"{BEFORE + outage.minutes}m", "load": [load_of(burn.slo, outage.text())]}


def _in_minutes(burn: Burn, faster: Burn | None) -> dict[str, Any]:
    bad = bad_minutes(burn, faster)
    # Whoever looks once in a quarter of an hour looks when the window is just full.
    begin = BEFORE + -(BEFORE + bad[int(float(burn.threshold) * burn.long)] + 1) % QUARTER
    minutes = [begin + one for one in bad]
    return {"length": f"{minutes[-1] + 5 * burn.short + 30}m", "load": [load_of_minutes(burn.slo, minutes)]}


def load_of_minutes(slo: SloSpec, minutes: Sequence[int]) -> dict[str, Any]:
    """The load of a service of which these minutes of a scenario are bad as a whole."""
    under = slo.objective.under
    if slo.objective.sli == "freshness" and under:
        return {"service": slo.subject.service, "age": at_minutes(minutes, bad=2 * under.total_seconds(), good=5)}
    return {"service": slo.subject.service, "failed_probes": at_minutes(minutes, bad=100, good=0)}


def bad_minutes(burn: Burn, faster: Burn | None) -> list[int]:
    """Which minutes are bad: as many as the long window needs, as far apart as the short one allows, so that the last of them tells.

    Then so many in each short window that it burns, but not at twice the threshold; then so many that it does not, but would at half.
    """
    long, short = float(burn.threshold) * burn.long, float(burn.threshold) * burn.short
    apart = max((burn.short - 1) // (int(short) + 1), 1)
    gentle = -(-faster.long // int(float(faster.threshold) * faster.long)) if faster and float(faster.threshold) * faster.long >= 1 else 0
    gap = min(max(gentle, min(apart, 20)), apart)
    found = [place * gap for place in range(int(long) + 1)]
    above, below = _whole_between(short, 2 * short, 1.5 * short), _whole_between(short / 2, short, 0.8 * short)
    if above and below:
        found += _every(found[-1], burn.short // above, burn.short + 10)
        found += _every(found[-1], -(-burn.short // below), 3 * burn.short)
    elif above:
        found += _every(found[-1], burn.short // above, burn.short + 10)
    return found


def _every(after: int, step: int, minutes: int) -> list[int]:
    return list(range(after + step, after + minutes + 1, step))


def _whole_between(low: float, high: float, near: float) -> int | None:
    """The whole number above `low` and not above `high` that is nearest to a value; None where there is none."""
    fits = [one for one in range(int(low) + 1, int(high) + 1) if low < one <= high]
    return min(fits, key=lambda one: abs(one - near), default=None)
