"""Specs by hand, of a service that promises availability over 30 days."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from estate.alerting.burn import BurnWindow
from estate.alerting.forms.addresses import Addresses
from estate.alerting.routing import route
from estate.alerting.spec import BurnAlert, SloSpec, Subject
from estate.catalog.objective import Objective

ADDRESSES = Addresses(
    repository="https://github.com/shop/estate/blob/main",
    emails={"storefront": "storefront@shop.example"},
    tickets="https://tickets.shop.example/alerts",
)
HOUR = BurnWindow(share=Fraction(2, 100), long=timedelta(hours=1), short=timedelta(minutes=5), urgency="page")

SIX_HOURS = BurnWindow(share=Fraction(5, 100), long=timedelta(hours=6), short=timedelta(minutes=30), urgency="page")


def subject(service: str = "checkout", environment: str = "production") -> Subject:
    """A service of tier 1."""
    tags = {"service": service, "environment": environment, "owner": "storefront"}
    return Subject(service=service, environment=environment, team="storefront", tier=1, runbook="docs/runbooks/x.md", tags=tags)


def slo(service: str = "checkout", *, environment: str = "production", silenced_by: tuple[str, ...] = ()) -> SloSpec:
    """99.95 % of gRPC calls, told after 2 % of the budget in an hour, unless there were fewer than 100."""
    return of(
        Objective.model_validate({"sli": "availability", "target": 99.95, "window": "30d", "minimum_samples": 100}),
        subject(service, environment),
        silenced_by=silenced_by,
    )


def of(objective: Objective, whose: Subject, *, silenced_by: tuple[str, ...] = ()) -> SloSpec:
    """An objective with one alert."""
    return SloSpec(
        name=f"{whose.service}.{objective.sli}",
        subject=whose,
        objective=objective,
        measured="grpc",
        source="",
        alerts=(alert(objective, whose, HOUR),),
        silenced_by=silenced_by,
    )


def alert(objective: Objective, whose: Subject, window: BurnWindow) -> BurnAlert:
    """Somebody is called for the window."""
    return BurnAlert(
        window=window,
        factor=window.factor(objective.period),
        threshold=window.threshold(objective.period, objective.budget),
        route=route("page", "symptom", whose, objective.sli),
    )


def over(spec: SloSpec, *windows: BurnWindow) -> SloSpec:
    """The same objective, told over other windows."""
    return replace(spec, alerts=tuple(alert(spec.objective, spec.subject, window) for window in windows))


def stream_slo() -> SloSpec:
    """99.9 % of minutes in which the oldest message of the topic `orders` is younger than five minutes."""
    objective = Objective.model_validate({"sli": "freshness", "target": 99.9, "window": "30d", "under": "5m", "of": "order-stream"})
    return replace(of(objective, subject("accounting")), measured="kafka", source="orders")
