"""What is watched beside the objectives, and the catalog's own numbers for it."""

from fractions import Fraction
from pathlib import Path
from string import Template

import pytest

from estate.alerting.causes import AlertError, cause_monitors, causes
from estate.alerting.signals import datadog_query, nrql_query, prometheus_query, signals
from estate.alerting.slos import slos
from estate.alerting.spec import MonitorSpec, SloSpec
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.decisions.edge import REQUESTS_PER_ADDRESS
from tests.catalog.estates import Estate, small_estate

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


@pytest.fixture(scope="module")
def reference() -> Catalog:
    return load_catalog(CATALOG)


def monitors(catalog: Catalog, environment: str) -> dict[str, MonitorSpec]:
    return {one.name: one for one in cause_monitors(catalog, catalog.environments[environment])}


def test_every_kind_of_part_is_watched(reference: Catalog) -> None:
    found = monitors(reference, "production")
    for name in ("checkout.cpu", "image-provider.disk", "sales-report.duration", "astronomy-db.replica-lag", "valkey-cart.memory",
                 "order-stream.offline", "order-mail.dead-letters", "sessions.throttles", "network.ports", "services.certificate",
                 "services.refused", "frontend-proxy.unhealthy"):  # fmt: skip
        assert name in found


def test_a_cause_calls_nobody(reference: Catalog) -> None:
    assert {one.route.told for name in reference.environments for one in monitors(reference, name).values()} <= {"ticket", "notify"}


def test_names_are_unique_and_every_signal_is_known(reference: Catalog) -> None:
    environment = reference.environments["production"]
    names = [one.name for one in cause_monitors(reference, environment)]
    assert len(names) == len(set(names))
    assert {cause.signal for cause in causes()} <= signals().keys()
    assert all(len(cause.source) > 10 and len(cause.meaning) > 10 for cause in causes())


@pytest.mark.parametrize("environment", ["dev", "staging", "production", "sandbox"])
def test_every_query_is_filled_in(reference: Catalog, environment: str) -> None:
    for monitor in monitors(reference, environment).values():
        for text in (datadog_query(monitor), nrql_query(monitor), prometheus_query(monitor) or "", monitor.first_step):
            assert not Template(text).get_identifiers()


def test_a_query_asks_for_one_service_in_one_environment(reference: Catalog) -> None:
    memory = monitors(reference, "staging")["checkout.memory"]
    assert datadog_query(memory) == "avg:aws.ecs.service.memory_utilization{service:checkout,environment:staging}"
    expected = "SELECT average(`aws.ecs.MemoryUtilization`) FROM Metric WHERE tags.service = 'checkout' AND tags.environment = 'staging'"
    assert nrql_query(memory) == expected
    assert prometheus_query(memory) is None


def test_a_functions_duration_follows_its_timeout(reference: Catalog) -> None:
    # catalog/services/sales-report.yaml: five minutes; 80 and 90 percent of 300,000 ms.
    duration = monitors(reference, "production")["sales-report.duration"]
    assert (duration.warning, duration.critical) == (240_000, 270_000)


def own_numbers(tmp_path: Path, alerts: str) -> Estate:
    estate = small_estate(tmp_path)
    estate.change("services/till.yaml", "budget:", f"alerts:\n  - {{{alerts}}}\nbudget:")
    return estate


def test_a_service_has_its_own_numbers_for_a_reason(tmp_path: Path) -> None:
    estate = own_numbers(tmp_path, "name: cpu, critical: 97, reason: It sorts at night and that is fine.")
    cpu = monitors(load_catalog(estate.catalog), "live")["till.cpu"]
    # The warning and the recovery of the library belong to its critical threshold.
    assert (cpu.critical, cpu.warning, cpu.recovery, cpu.source) == (97, None, None, "It sorts at night and that is fine.")


def test_a_service_is_not_watched_for_what_it_says(tmp_path: Path) -> None:
    estate = own_numbers(tmp_path, 'name: cpu, "off": true, reason: It burns all there is.')
    assert "till.cpu" not in monitors(load_catalog(estate.catalog), "live")


@pytest.mark.parametrize(
    ("alerts", "text"),
    [
        (
            "name: cpuu, critical: 97, reason: A slip of the finger.",
            "'cpuu' watches nothing of 'till'; did you mean 'cpu'?",
        ),
        ("name: cpu, warning: 95, reason: The wrong way round.", "cpu: its warning, 95, must be below its critical threshold, 90 (>)"),
        (
            "name: running, recovery: 50, reason: The wrong way round.",
            "running: its recovery, 50, must be above its critical threshold, 60 (<)",
        ),
        (
            # Datadog's documentation of monitors: at most 730 hours.
            "name: cpu, window: 90d, reason: As long as the memory of the team.",
            "cpu: its window is 90d; expected 730h at most, the longest that Datadog has",
        ),
    ],
)
def test_numbers_that_cannot_be_are_refused(tmp_path: Path, alerts: str, text: str) -> None:
    catalog = load_catalog(own_numbers(tmp_path, alerts).catalog)
    with pytest.raises(AlertError) as refused:
        cause_monitors(catalog, catalog.environments["live"])
    assert str(refused.value) == f"catalog/services/till.yaml  alerts: {text}"


def test_numbers_without_a_reason_are_refused(tmp_path: Path) -> None:
    (mistake,) = own_numbers(tmp_path, "name: cpu, critical: 97").mistakes()
    assert "alerts[0].reason: is missing" in mistake


def test_calls_of_a_function_that_were_put_aside_are_watched_in_its_own_queue(reference: Catalog) -> None:
    # components/aws/function.py: the calls that failed wait in <function>-dead-letter.
    monitor = monitors(reference, "production")["sales-report.dead-letters"]
    assert "{queuename:shop-production-sales-report-dead-letter}" in datadog_query(monitor)
    assert "'shop-production-sales-report-dead-letter'" in nrql_query(monitor)
    assert "shop-production-sales-report-dead-letter" in monitor.first_step


def test_requests_that_the_firewall_refuses_are_counted_once(reference: Catalog) -> None:
    # AWS WAF developer guide, metrics and dimensions: Rule is the name of a rule, or ALL.
    monitor = monitors(reference, "production")["services.refused"]
    assert datadog_query(monitor) == "sum:aws.wafv2.blocked_requests{service:services,environment:production,rule:all}.as_count()"
    assert nrql_query(monitor).endswith("AND aws.wafv2.Rule = 'ALL'")


def test_one_address_at_its_limit_is_a_warning_and_three_are_a_ticket(reference: Catalog) -> None:
    monitor = monitors(reference, "production")["services.refused"]
    assert (monitor.warning, monitor.critical) == (REQUESTS_PER_ADDRESS, 3 * REQUESTS_PER_ADDRESS)


def calls_at(slo: SloSpec, failed: int) -> bool:
    """Whether the newest probes, so many of which failed in a row, call somebody: the last one is in every short window."""
    assert slo.objective.probe is not None
    every = slo.objective.probe.every
    return any(
        alert.route.told == "page" and min(Fraction(failed, alert.window.long // every), Fraction(1)) > alert.threshold
        for alert in slo.alerts
    )


def test_three_failed_probes_of_the_last_six_need_no_cause_as_the_promise_calls_for_them(reference: Catalog) -> None:
    probed = [slo for slo in slos(reference, reference.environments["production"]) if slo.objective.probe]
    assert [slo.name for slo in probed] == ["frontend-proxy.correctness"]
    assert all(calls_at(slo, 3) for slo in probed)
