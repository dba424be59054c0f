"""Everything that is watched, and who silences whom."""

from datetime import timedelta
from pathlib import Path

import pytest

from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.watch import watch
from estate.catalog.load import load_catalog

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


@pytest.fixture(scope="module")
def production() -> Alerting:
    catalog = load_catalog(CATALOG)
    return watch(catalog, catalog.environments["production"])


def monitor(alerting: Alerting, name: str) -> MonitorSpec:
    (found,) = [one for one in alerting.monitors if one.name == name]
    return found


def slo(alerting: Alerting, name: str) -> SloSpec:
    (found,) = [one for one in alerting.slos if one.name == name]
    return found


def test_every_name_is_one_thing(production: Alerting) -> None:
    names = [one.name for one in (*production.slos, *production.monitors)]
    assert len(names) == len(set(names))


def test_only_symptoms_of_the_first_three_tiers_call_somebody(production: Alerting) -> None:
    calling = {one.name: one for one in production.monitors if one.route.told == "page"}
    assert {one.nature for one in calling.values()} == {"symptom"}
    burning = [one.subject.tier for one in production.slos for alert in one.alerts if alert.route.told == "page"]
    assert set(burning) == {1, 2, 3}


def test_customers_who_do_not_come_call_somebody_and_lost_telemetry_does_not(production: Alerting) -> None:
    assert (monitor(production, "frontend-proxy.traffic").route.told, monitor(production, "frontend-proxy.traffic").no_data) == (
        "page",
        "zero",
    )
    assert monitor(production, "frontend-proxy.telemetry").route.told == "ticket"
    assert not [one for one in production.monitors if one.name.endswith(".traffic") and one.name != "frontend-proxy.traffic"]


def test_a_full_disk_is_seen_a_week_ahead(production: Alerting) -> None:
    assert monitor(production, "image-provider.disk-forecast").ahead == timedelta(days=7)


def test_a_service_is_silenced_by_what_it_needs_and_what_that_needs(production: Alerting) -> None:
    # checkout needs shipping, and shipping needs quote (catalog/services); it does not need email.
    silencers = slo(production, "checkout.availability").silenced_by
    assert {"payment.availability", "shipping.availability", "quote.availability"} <= set(silencers)
    assert not [name for name in silencers if name.startswith(("email.", "flagd.", "checkout.")) or name.endswith("latency")]
    assert slo(production, "quote.availability").silenced_by == ()
