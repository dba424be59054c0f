"""Other numbers that an alert could have: each a spec as the catalog would give it, and the override that says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from itertools import product
from math import floor, log10

import numpy as np

from estate.alerting.burn import BurnError
from estate.alerting.causes import causes
from estate.alerting.history.backtest import loudest
from estate.alerting.history.history import History
from estate.alerting.spec import BurnAlert, MonitorSpec, SloSpec
from estate.catalog.fact import format_duration

SHARES = (1, 2, 3, 5, 8, 12, 20)
"""Percent of the period's budget that may go before somebody is told; the published ones are 1 to 20 (SRE workbook, Datadog)."""
WINDOWS = tuple(timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60))
THRESHOLDS = 10
"""Between what is usual and the most that was recorded."""
DIGITS = 3

Spec = SloSpec | MonitorSpec
Entry = Mapping[str, str | int | float]
"""An override, as the catalog has it."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Other numbers for one alert."""

    spec: Spec
    words: str
    """`> 92 over 30m`, `2 % in 1h, 8 % in 6h`."""
    entries: tuple[Entry, ...]
    """Without their reason; none for the numbers that it has."""


def candidates(spec: Spec, history: History) -> tuple[Candidate, ...]:
    """The numbers that an alert has, and all others that are tried. None of them for one whose numbers the catalog cannot change."""
    if isinstance(spec, SloSpec):
        return tuple(_budgets(spec))
    return tuple(_thresholds(spec, history)) if is_tunable(spec) else ()


def is_tunable(spec: Spec) -> bool:
    """Whether the catalog can give it other numbers: silence has none, and what is forecast cannot be simulated."""
    if isinstance(spec, SloSpec):
        return bool(spec.alerts)
    return spec.ahead is None and _own(spec) in {cause.name for cause in causes()}


def _own(spec: MonitorSpec) -> str:
    return spec.name.removeprefix(f"{spec.subject.service}.")


def _budgets(slo: SloSpec) -> Iterator[Candidate]:
    told = [alert for alert in slo.alerts if alert.route.told == loudest(slo)]
    yield Candidate(spec=slo, words=_shares(told), entries=())
    for shares in product(SHARES, repeat=len(told)):
        changed = _with_shares(slo, told, shares)
        if changed and [one.window.share for one in changed] != [one.window.share for one in told]:
            by_window = {one.window.long: one for one in changed}
            alerts = tuple(by_window.get(one.window.long, one) for one in slo.alerts)
            entries = tuple(_budget(slo, one) for one, before in zip(changed, told, strict=True) if one != before)
            yield Candidate(spec=replace(slo, alerts=alerts), words=_shares(changed), entries=entries)


def _with_shares(slo: SloSpec, told: list[BurnAlert], shares: tuple[int, ...]) -> list[BurnAlert] | None:
    """The alerts with other shares; None where one of them cannot be, or a longer window would be the stricter one."""
    try:
        changed = [with_share(slo, alert, Fraction(share, 100)) for alert, share in zip(told, shares, strict=True)]
    except BurnError:
        return None
    factors = [one.factor for one in changed]
    return None if any(one.threshold > 1 for one in changed) or factors != sorted(set(factors), reverse=True) else changed


def with_share(slo: SloSpec, alert: BurnAlert, share: Fraction) -> BurnAlert:
    """The alert with another share of the budget. BurnError for one that would last."""
    window = replace(alert.window, share=share)
    period = slo.objective.period
    return replace(alert, window=window, factor=window.factor(period), threshold=window.threshold(period, slo.objective.budget))


def _shares(alerts: list[BurnAlert]) -> str:
    return ", ".join(alert.window.name for alert in alerts)


def _budget(slo: SloSpec, alert: BurnAlert) -> Entry:
    name = f"{slo.name.removeprefix(f'{slo.subject.service}.')}.{format_duration(alert.window.long)}"
    return {"name": name, "budget": _plain(float(alert.window.share * 100))}


def _thresholds(monitor: MonitorSpec, history: History) -> Iterator[Candidate]:
    yield Candidate(spec=monitor, words=_limit(monitor), entries=())
    windows = sorted({*WINDOWS, monitor.window})
    for critical, window in product(_tried(monitor, history), windows):
        if (critical, window) != (monitor.critical, monitor.window):
            changed = _moved(monitor, critical, window)
            yield Candidate(spec=changed, words=_limit(changed), entries=(_entry(monitor, changed),))


def _tried(monitor: MonitorSpec, history: History) -> list[float]:
    """From the usual value (the median) to the furthest on the bad side, evenly."""
    seen = history.value(monitor.subject.service, monitor.signal)[history.heard(monitor.subject.service, monitor.signal)]
    above = monitor.comparison.startswith(">")
    furthest = float(seen.max() if above else seen.min())
    grid = np.linspace(float(np.median(seen)), furthest, THRESHOLDS + 1)[1:]
    return sorted({monitor.critical, *(rounded(float(one)) for one in grid)})


def _moved(monitor: MonitorSpec, critical: float, window: timedelta) -> MonitorSpec:
    """Warning and recovery keep their distance: without a recovery of its own an alert flaps."""
    by = critical - monitor.critical
    warning, recovery = (None if one is None else rounded(one + by) for one in (monitor.warning, monitor.recovery))
    return replace(monitor, critical=critical, warning=warning, recovery=recovery, window=window)


def rounded(value: float) -> float:
    """To three digits: nobody's threshold has more."""
    return 0.0 if value == 0 else round(value, DIGITS - 1 - floor(log10(abs(value))))


def _limit(monitor: MonitorSpec) -> str:
    return f"{monitor.comparison} {monitor.critical:g} over {format_duration(monitor.window)}"


def _entry(before: MonitorSpec, after: MonitorSpec) -> Entry:
    numbers: dict[str, float | None] = {}
    if after.critical != before.critical:
        numbers = {"warning": after.warning, "critical": after.critical, "recovery": after.recovery}
    window = {} if after.window == before.window else {"window": format_duration(after.window)}
    return {"name": _own(before), **{key: _plain(value) for key, value in numbers.items() if value is not None}, **window}


def _plain(value: float) -> int | float:
    """5 rather than 5.0."""
    return int(value) if value == int(value) else value
