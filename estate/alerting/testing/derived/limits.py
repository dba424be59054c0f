"""Scenarios for thresholds on signals: each is just crossed, and each is just not.

Just crossed is less than twice the threshold, just not crossed more than half of it, and as near as that never is by chance: one
part in twenty. Where any at all is too many, one is enough.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from estate.alerting.signals import signals
from estate.alerting.spec import Alerting, MonitorSpec
from estate.alerting.testing.derived.budgets import scenario
from estate.alerting.testing.derived.crossed import Crossing
from estate.alerting.testing.derived.curves import curve
from estate.alerting.testing.derived.expected import expectation
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.model import Expectation, Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor

NEAR = 0.05
"""Of the threshold."""
SHARED = frozenset({"lambda.errors", "queue.age", "kafka.lag"})
"""Signals whose data are those of a promise too: a scenario has them under load, not under signals."""


def limit_scenarios(alerting: Alerting, vendor: Vendor) -> Iterator[Scenario]:
    """Two for each service and store, with what must be told; long windows stand for themselves."""
    mine = [one for one in alerting.monitors if not one.ahead and one.signal not in (*good_day().follows_traffic, *SHARED)]
    for subject, of in groupby(sorted(mine, key=lambda one: one.subject.service), key=lambda one: one.subject.service):
        for window, monitors in groupby(sorted(of, key=attrgetter("window")), key=lambda one: one.window > timedelta(hours=2)):
            some = tuple(monitors)
            name = f"{subject}: long windows" if window else subject
            yield _expecting(scenario(f"{name}: just crossed", _given(some, crossed=True)), some, vendor)
            yield _expecting(scenario(f"{name}: just not crossed", _given(some, crossed=False)), some, vendor)


def _given(monitors: Sequence[MonitorSpec], *, crossed: bool) -> dict[str, object]:
    longest = max(one.window for one in monitors) // timedelta(minutes=1)
    given = [{"of": one.subject.service, "signal": one.signal, "value": _curve(one, longest, crossed=crossed)} for one in monitors]
    return {"length": f"{9 * longest + 120}m", "signals": given}


def _curve(monitor: MonitorSpec, longest: int, *, crossed: bool) -> str:
    """Long enough for every window of the scenario, and again as good as before for the rest."""
    good = good_day().signals[monitor.signal]
    value = beyond(monitor) if crossed else _within(monitor)
    minutes = 1 if _counts(monitor) and crossed else 2 * longest
    return curve([(longest + 60, good), (minutes, value)], last=good)


def _counts(monitor: MonitorSpec) -> bool:
    """Whether any at all is too many: then one is enough, in one minute."""
    return monitor.critical in (0, 1) and monitor.comparison.startswith(">")


def beyond(monitor: MonitorSpec) -> float:
    """A value a minute of which the window just crosses the threshold."""
    if _counts(monitor):
        return 1.0
    side = 1 + NEAR if monitor.comparison.startswith(">") else 1 - NEAR
    return _a_minute(monitor, monitor.critical * side)


def _within(monitor: MonitorSpec) -> float:
    if _counts(monitor):
        return 0.0
    side = 1 - NEAR if monitor.comparison.startswith(">") else 1 + NEAR
    return _a_minute(monitor, monitor.critical * side)


def _a_minute(monitor: MonitorSpec, whole: float) -> float:
    return whole / (monitor.window / timedelta(minutes=1)) if signals()[monitor.signal].aggregate == "sum" else whole


def _expecting(one: Scenario, monitors: Sequence[MonitorSpec], vendor: Vendor) -> Scenario:
    truth = Truth(scenario=one)
    wanted = tuple(_expectation(monitor, Crossing(monitor=monitor, vendor=vendor, truth=truth), one) for monitor in monitors)
    return one.model_copy(update={"expect": wanted})


def _expectation(monitor: MonitorSpec, crossing: Crossing, one: Scenario) -> Expectation:
    critical, warned = crossing.runs(crossing.whole(crossing.truth.value(monitor.subject.service, monitor.signal)))
    if critical:
        return expectation(monitor.name, monitor.route.told, critical, one, level="critical")
    return expectation(monitor.name, "notify", warned, one, level="warning")
