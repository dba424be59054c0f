"""The limits of objectives (docs: service_level_objectives/metric, monitor, time_slice)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from estate.alerting.planned import Planned

TIMEFRAMES = ("7d", "30d", "90d", "custom")
MOST_MONITORS = 20
MOST_GROUPS = 20
DECIMALS = 3
MONITOR_DECIMALS: Mapping[str, int] = {"7d": 2, "30d": 2, "90d": 3}
SLICES = (60, 300)
"""Seconds."""


def objective_mistakes(planned: Planned) -> Iterator[str]:
    """What is wrong with an objective."""
    given = planned.inputs
    for one in given.get("thresholds") or ():
        yield from _target(one, str(given.get("type")))
    for name, most in (("monitorIds", MOST_MONITORS), ("groups", MOST_GROUPS)):
        number = len(given.get(name) or ())
        if number > most:
            yield f"{name} has {number}; expected at most {most}"
    specification = given.get("sliSpecification") or {}
    yield from _count(specification.get("count"))
    yield from _slice(specification.get("timeSlice"))


def _target(one: Mapping[str, Any], kind: str) -> Iterator[str]:
    timeframe, target = str(one["timeframe"]), one["target"]
    if timeframe not in TIMEFRAMES:
        yield f"the timeframe is {timeframe}; expected one of {', '.join(TIMEFRAMES)}"
    if not 0 < target < 100:
        yield f"the target over {timeframe} is {target}; expected more than 0 and less than 100 per cent"
    decimals = MONITOR_DECIMALS.get(timeframe, DECIMALS) if kind == "monitor" else DECIMALS
    places = -int(Decimal(str(target)).normalize().as_tuple().exponent)
    if places > decimals:
        yield f"the target over {timeframe} is {target}; expected at most {decimals} decimal places"
    warning = one.get("warning")
    if warning is not None and warning <= target:
        yield f"the warning over {timeframe} is {warning}; expected more than the target {target}"


def _count(count: Mapping[str, Any] | None) -> Iterator[str]:
    if count is None:
        return
    chosen = [name for name in ("badEventsFormula", "totalEventsFormula") if count.get(name)]
    if len(chosen) != 1:
        yield f"the count has {' and '.join(chosen) or 'neither bad nor total events'}; expected badEventsFormula or totalEventsFormula"


def _slice(given: Mapping[str, Any] | None) -> Iterator[str]:
    if given is not None and (length := given.get("queryIntervalSeconds") or SLICES[-1]) not in SLICES:
        yield f"a slice has {length} s; expected {' or '.join(map(str, SLICES))}"
