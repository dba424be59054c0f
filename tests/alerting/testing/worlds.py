"""Scenarios of the reference estate, and planned monitors small enough to follow by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from estate.alerting.spec import Alerting
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.run import Bench
from estate.alerting.testing.truth import Truth
from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog

ROOT = Path(__file__).resolve().parents[3]
HITS = "sum:trace.grpc.server.request.hits{service:payment,env:production}.as_count()"
ERRORS = "sum:trace.grpc.server.request.errors{service:payment,env:production}.as_count()"
MESSAGE = "Owner: storefront. Tier: 1.\nDeduplication key: production/payment/availability\n@pagerduty-production-payment"


@dataclass(frozen=True, kw_only=True)
class Monitor:
    """A planned monitor of Datadog."""

    name: str
    inputs: Mapping[str, Any] = field(default_factory=dict)
    type: str = "datadog:index/monitor:Monitor"
    source: str | None = None


PLACES = tuple(
    Monitor(name=name, type="datadog:pagerduty/serviceObject:ServiceObject", inputs={"serviceName": f"production-{name}"})
    for name in ("payment", "shipping")
)


@cache
def catalog() -> Catalog:
    return load_catalog(ROOT / "catalog")


@cache
def alerting() -> Alerting:
    return watch(catalog(), catalog().environments["production"])


def errors_above(percent: float, *, window: str = "5m", message: str = MESSAGE, priority: str = "1", query: str | None = None) -> Monitor:
    """A page where more than so many percent of payment's calls fail."""
    asked = query or f"sum(last_{window}):{ERRORS} / {HITS} * 100 > {percent:g}"
    inputs = {
        "name": "payment",
        "type": "query alert",
        "query": asked,
        "message": message,
        "priority": priority,
        "monitorThresholds": {"critical": f"{percent:g}"},
        "onMissingData": "default",
        "requireFullWindow": False,
    }
    return Monitor(name="payment.availability.5m", inputs=inputs)


def bench(*planned: Monitor) -> Bench:
    return Bench(catalog=catalog(), alerting=alerting(), planned=(*planned, *PLACES))


def scenario(*, errors: str = "0 until 11:00 then 50", expect: Sequence[Mapping[str, Any]] = (), **more: Any) -> Scenario:
    load = [{"service": "payment", "requests": 240, "errors": errors}]
    given = {"name": "payment fails", "start": "2026-11-24T10:00", "length": "2h", "load": load, "expect": list(expect), **more}
    return Scenario.model_validate(given)


def truth(**more: Any) -> Truth:
    return Truth(scenario=scenario(**more))
