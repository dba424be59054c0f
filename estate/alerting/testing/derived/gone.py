"""Scenarios for what is watched one by one: the ill one of several falls silent, and what was told of it is not over.

Whoever looks at all of them together sees those that are well, and takes the ill one for healed.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from estate.alerting.signals import signals
from estate.alerting.spec import Alerting, MonitorSpec
from estate.alerting.testing.derived.budgets import scenario
from estate.alerting.testing.derived.crossed import Crossing
from estate.alerting.testing.derived.curves import curve
from estate.alerting.testing.derived.expected import expectation
from estate.alerting.testing.derived.limits import SHARED, beyond
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.model import Expectation, Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor

ILL = 2
"""Windows that it is ill for, before it falls silent; and the same once more, so that all windows forget it."""


def gone_scenarios(alerting: Alerting, vendor: Vendor) -> Iterator[Scenario]:
    """One for each service and store of which something is told apart by members."""
    mine = [one for one in alerting.monitors if _is_of_several(one)]
    for subject, of in groupby(sorted(mine, key=lambda one: one.subject.service), key=lambda one: one.subject.service):
        monitors = tuple(of)
        yield _expecting(scenario(f"{subject}: the ill one falls silent", _given(monitors)), monitors, vendor)


def _is_of_several(monitor: MonitorSpec) -> bool:
    """Whether it is told apart by members, of which a silent one says nothing."""
    told_apart = signals()[monitor.signal].group is not None and monitor.signal not in SHARED
    return told_apart and not monitor.ahead and monitor.no_data == "nothing"


def _given(monitors: Sequence[MonitorSpec]) -> dict[str, object]:
    longest = max(one.window for one in monitors) // timedelta(minutes=1)
    silent, length = longest + 60 + ILL * longest, longest + 90 + 2 * ILL * longest
    given = [
        {
            "of": one.subject.service,
            "signal": one.signal,
            "value": curve([(longest + 60, good_day().signals[one.signal])], last=beyond(one)),
            "gone": [{"from": f"+{silent}m", "until": f"+{length + 1}m"}],
        }
        for one in monitors
    ]
    return {"length": f"{length}m", "signals": given}


def _expecting(one: Scenario, monitors: Sequence[MonitorSpec], vendor: Vendor) -> Scenario:
    wanted = tuple(_expectation(monitor, one, vendor) for monitor in monitors)
    return one.model_copy(update={"expect": wanted})


def _expectation(monitor: MonitorSpec, one: Scenario, vendor: Vendor) -> Expectation:
    crossing = Crossing(monitor=monitor, vendor=vendor, truth=Truth(scenario=one))
    critical, _ = crossing.runs(crossing.whole(crossing.truth.value(monitor.subject.service, monitor.signal)))
    found = expectation(monitor.name, monitor.route.told, critical, one, level="critical")
    return found.model_copy(update={"not_over_before": f"+{one.length // timedelta(seconds=1)}s"})
