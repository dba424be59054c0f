"""Thresholds on signals that are data of a promise too: how often a function fails, how long messages wait in a queue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from estate.alerting.series import Values
from estate.alerting.spec import Alerting, MonitorSpec
from estate.alerting.testing.derived.budgets import scenario
from estate.alerting.testing.derived.crossed import Crossing, aggregated
from estate.alerting.testing.derived.curves import curve
from estate.alerting.testing.derived.expected import expectation
from estate.alerting.testing.model import Expectation, Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor

LOADS: Mapping[str, str] = {"lambda.errors": "errors", "queue.age": "age"}
"""What of a load a signal is."""
NEAR = 0.05
PER_CENT = 100


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A threshold, and the service whose load is measured."""

    monitor: MonitorSpec
    service: str

    def expected(self, one: Scenario, vendor: Vendor) -> Expectation:
        """What must be told of it in a scenario."""
        crossing = Crossing(monitor=self.monitor, vendor=vendor, truth=Truth(scenario=one))
        critical, warned = crossing.runs(self._whole(crossing))
        if critical:
            return expectation(self.monitor.name, self.monitor.route.told, critical, one, level="critical")
        return expectation(self.monitor.name, "notify", warned, one, level="warning")

    def _whole(self, crossing: Crossing) -> Values:
        traffic = crossing.truth.traffic(self.service)
        if self.monitor.signal == "queue.age":
            return crossing.whole(traffic.age)
        total, bad = (aggregated(one, crossing.minutes, "sum") for one in (traffic.total, traffic.bad))
        share = np.divide(bad, total, out=np.zeros(len(total)), where=total > 0) * PER_CENT
        if crossing.vendor == "datadog":
            return share
        # New Relic says nothing of a window in which there was nothing: what was so before stays.
        result: Values = share[np.maximum.accumulate(np.where(total > 0, np.arange(len(total)), 0))]
        return result


def shared_thresholds(alerting: Alerting) -> tuple[Shared, ...]:
    """Every one of an environment."""
    return tuple(_shared(alerting))


def _shared(alerting: Alerting) -> Iterator[Shared]:
    readers = {slo.source: slo.subject.service for slo in alerting.slos if slo.measured == "queue"}
    for monitor in alerting.monitors:
        if monitor.signal == "lambda.errors":
            yield Shared(monitor=monitor, service=monitor.subject.service)
        elif monitor.signal == "queue.age" and monitor.of["queue"] in readers:
            yield Shared(monitor=monitor, service=readers[monitor.of["queue"]])


def shared_scenarios(alerting: Alerting) -> Iterator[Scenario]:
    """Two for each: just crossed, and just not."""
    for one in shared_thresholds(alerting):
        for name, side in (("just crossed", 1 + NEAR), ("just not crossed", 1 - NEAR)):
            minutes = one.monitor.window // timedelta(minutes=1)
            good = 5 if one.monitor.signal == "queue.age" else 0
            line = curve([(minutes + 60, good), (2 * minutes, one.monitor.critical * side)], last=good)
            load = {"service": one.service, "requests": 6000, LOADS[one.monitor.signal]: line}
            yield scenario(f"{one.monitor.name}: {name}", {"length": f"{9 * minutes + 120}m", "load": [load]})
