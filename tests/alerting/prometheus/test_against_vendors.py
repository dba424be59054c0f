"""The same objective and the same requests: Prometheus's own tool and both vendors' simulators agree on what fires, and when.

Prometheus evaluates each minute what it scraped last. A vendor says the same later, and never sooner; how much later is the
tolerance, which follows from the vendor's own options and from nothing that was measured here:

- Datadog evaluates each minute too, every ten minutes where a window is a day or longer; the quotient waits 60 s for both of its
  halves (evaluation delay), so that a change is seen one evaluation and that delay later.
- New Relic sees a window once it has slid to its end (60 s up to an hour, 900 s for six hours), the window closes 120 s later
  with the next data (a minute apart at most), and the compound condition asks for 30 s.
- New Relic has 28 days in place of 30, so that the same share of the budget is 28/30 of the threshold. It fires sooner and ends
  later by as long as a window takes from one threshold to the other, at the least rate of failures that passes both: nothing is
  compared within that time of a change. No share of the requests stays between the two.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import estate.alerting.datadog as datadog_simulator
import estate.alerting.newrelic as newrelic_simulator
from estate.alerting.burn import DAY, burn_windows
from estate.alerting.prometheus.rules import rules
from estate.alerting.prometheus.rules_text import rules_text
from estate.alerting.routing import route
from estate.alerting.series import Events, Series
from estate.alerting.spec import Alerting, BurnAlert, SloSpec
from estate.catalog.objective import Objective
from tests.alerting.forms.specs import ADDRESSES, subject
from tests.alerting.prometheus.planned import datadog, newrelic
from tests.alerting.prometheus.worlds import assert_passes, firing, input_series, unit_test

BEGIN = 1_767_225_600
"""2026-01-01T00:00:00Z."""
MINUTES = 3400
SETTLED = 1441
"""From then on the longest window is whole."""
Truth = Callable[[int], bool]
"""Whether an alert fires at a second."""


def requests() -> tuple[Any, Any]:
    """All requests and those that fail, for each minute."""
    total, bad = np.full(MINUTES, 60_000.0), np.full(MINUTES, 6.0)
    bad[1500:1530] = 6_000  # half an hour with 10 % of failures
    bad[2400:2700] = 360  # five hours with 0.6 %
    bad[3000] = 60_000  # a minute in which everything fails
    total[3100:3300], bad[3100:3300] = 1, 0  # a night with hardly anybody
    bad[3200:3260] = 1  # in which everybody fails for an hour
    return total, bad


def objective(period: str) -> SloSpec:
    """99.95 % of calls of a service of tier 1, with the windows that some vendor has."""
    promise = Objective.model_validate({"sli": "availability", "target": 99.95, "window": period, "minimum_samples": 100})
    whose = subject("payment")
    alerts = tuple(
        BurnAlert(
            window=window,
            factor=window.factor(promise.period),
            threshold=window.threshold(promise.period, promise.budget),
            route=route(window.urgency, "symptom", whose, "availability"),
        )
        for window in burn_windows(1, promise.period)
        if window.long <= DAY
    )
    return SloSpec(name="payment.availability", subject=whose, objective=promise, measured="grpc", source="", alerts=alerts, silenced_by=())


def datadogs_truth(slo: SloSpec) -> Mapping[str, Truth]:
    total, bad = requests()
    tags = {"service": "payment", "env": "production"}
    metrics = {"trace.grpc.server.request.hits": total, "trace.grpc.server.request.errors": bad}
    series = [Series(metric=metric, kind="count", tags=tags, times=_times(), values=values) for metric, values in metrics.items()]
    planned = datadog(slo, ADDRESSES)
    found = datadog_simulator.simulate(planned, series, start=_at(SETTLED), end=_at(MINUTES - 1))
    assert not found.not_simulated
    names = {"payment.availability.1h": "1h", "payment.availability.6h": "6h", "payment.availability.24h": "1d"}
    return {
        f"payment.availability.{ours}": _truth(found.monitors[theirs].groups[0], datadog_simulator.State.ALERT)
        for theirs, ours in names.items()
    }


def newrelics_truth(slo: SloSpec) -> Mapping[str, Truth]:
    total, bad = requests()
    spans = {"service.name": "payment", "deployment.environment": "production", "span.kind": "server"}
    counts = {"OK": total - bad, "ERROR": bad}
    events = [
        Events(type="Span", attributes={**spans, "otel.status_code": code}, times=_times()[found > 0], counts=found[found > 0])
        for code, found in counts.items()
    ]
    simulated = newrelic_simulator.simulate(list(newrelic(slo, ADDRESSES)), events, start=_at(SETTLED), end=_at(MINUTES - 1))
    assert not simulated.not_simulated
    names = ("payment.availability.1h", "payment.availability.6h")
    return {name: _truth(simulated.monitors[name].groups[0], newrelic_simulator.State.CRITICAL) for name in names}


def _truth(group: Any, fires: object) -> Truth:
    return lambda second: any(span.start <= second < span.end and span.state is fires for span in group.states)


DATADOG = {"1h": 120, "6h": 120, "1d": 600 + 60}
NEWRELIC = {"1h": 60 + 120 + 60 + 30, "6h": 900 + 120 + 60 + 30}
"""Seconds that a vendor may be later, by the long window."""
# 0.72 and 0.672 percent of an hour, at 10 percent: 17 s. 0.3 and 0.28 percent of six hours, at 0.6 percent: 12 minutes.
BETWEEN = {"1h": 60, "6h": 12 * 60}
"""Seconds from the threshold of 28 days to that of 30, in whole minutes, by the long window."""


@dataclass(frozen=True, kw_only=True)
class Vendor:
    """What one vendor says, and by how much it may be later and differ."""

    truth: Callable[[SloSpec], Mapping[str, Truth]]
    later: Mapping[str, int]
    apart: Mapping[str, int] = field(default_factory=dict)


@pytest.mark.parametrize(
    ("period", "vendors"),
    [
        pytest.param(
            "7d",
            [Vendor(truth=datadogs_truth, later=DATADOG), Vendor(truth=newrelics_truth, later=NEWRELIC)],
            id="7 days, which both vendors have",
        ),
        pytest.param("30d", [Vendor(truth=datadogs_truth, later=DATADOG)], id="30 days, which Datadog has"),
        pytest.param("30d", [Vendor(truth=newrelics_truth, later=NEWRELIC, apart=BETWEEN)], id="30 days, which are 28 at New Relic"),
    ],
)
def test_prometheus_fires_when_the_vendor_does(tmp_path: Path, period: str, vendors: Sequence[Vendor]) -> None:
    slo = objective(period)
    asks = [ask for vendor in vendors for ask in _asks(vendor, slo)]
    text = rules_text(rules(Alerting(environment="production", slos=(slo,), monitors=()), ADDRESSES), "production")
    assert_passes(unit_test(tmp_path, text, list(_counters()), asks=asks))


def _asks(vendor: Vendor, slo: SloSpec) -> Iterable[Mapping[str, Any]]:
    for name, fires in vendor.truth(slo).items():
        window = name.rsplit(".", maxsplit=1)[-1]
        decided = dict(_decided(fires, vendor.later[window], vendor.apart.get(window, 0)))
        assert {*decided.values()} == {True, False}, f"{name} never changes: nothing is compared"
        yield from (firing(name, f"{minute}m", fires=state) for minute, state in decided.items())


def _decided(fires: Truth, later: int, apart: int) -> Iterable[tuple[int, bool]]:
    """Minutes around which the vendor says the same for the whole tolerance: there Prometheus must say it too."""
    for minute in range(SETTLED + apart // 60, MINUTES - (later + apart) // 60 - 1):
        states = {fires(_at(minute) + second) for second in range(-apart, later + apart + 1, 30)}
        if len(states) == 1:
            yield minute, states.pop()


def _counters() -> Iterable[Mapping[str, str]]:
    """What was counted up to a minute is scraped at its end."""
    total, bad = requests()
    name = 'rpc_server_duration_milliseconds_count{service_name="payment",deployment_environment="production",rpc_grpc_status_code="%s"}'
    for code, counted in (("0", total - bad), ("13", bad)):
        values = np.concatenate(([0.0], np.cumsum(counted)))
        yield input_series(name % code, " ".join(f"{value:.0f}" for value in values))


def _times() -> Any:
    return BEGIN + 60 * np.arange(MINUTES, dtype=np.int64)


def _at(minute: int) -> int:
    return BEGIN + 60 * minute
