"""Objectives of the catalog as specs, and what each vendor can say of them."""

from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from estate.alerting.burn import BurnError, burn_windows
from estate.alerting.slos import enough_minutes, slos
from estate.alerting.spec import SloSpec
from estate.alerting.vendor_burn import Watcher, vendor_burn
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.objective import Objective
from tests.catalog.estates import Estate, small_estate

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
OBJECTIVE = "objectives:\n  - {{sli: availability, target: {target}, window: {window}, minimum_samples: 50}}\nbudget:"


@pytest.fixture(scope="module")
def reference() -> Catalog:
    return load_catalog(CATALOG)


def spec(catalog: Catalog, environment: str, name: str) -> SloSpec:
    (found,) = [one for one in slos(catalog, catalog.environments[environment]) if one.name == name]
    return found


def small(tmp_path: Path, *, target: str = "99.9", window: str = "30d") -> Estate:
    estate = small_estate(tmp_path)
    estate.change("services/till.yaml", "budget:", OBJECTIVE.format(target=target, window=window))
    return estate


def test_production_calls_for_tier_1_and_nobody_is_called_for_another_environment(reference: Catalog) -> None:
    told = {name: [alert.route for alert in spec(reference, name, "checkout.availability").alerts] for name in ("production", "staging")}
    assert [(route.told, route.severity) for route in told["production"]] == [("page", "P1")] * 2 + [("ticket", "P3")] * 2
    assert {(route.told, route.severity, route.renotify) for route in told["staging"]} == {("ticket", "P3", None)}
    assert {route.renotify for route in told["production"]} == {timedelta(minutes=30), None}


def test_tier_3_waits_for_business_hours(reference: Catalog) -> None:
    page, ticket = spec(reference, "production", "ad.availability").alerts
    assert (page.route.told, page.route.severity, page.route.in_business_hours) == ("page", "P3", True)
    assert (ticket.route.told, ticket.route.severity, ticket.route.in_business_hours) == ("ticket", "P4", False)


def test_everything_that_burns_one_budget_is_one_problem(reference: Catalog) -> None:
    keys = {alert.route.deduplication_key for alert in spec(reference, "production", "checkout.latency").alerts}
    assert keys == {"production/checkout/latency"}


@pytest.mark.parametrize(
    ("name", "measured", "source"),
    [
        ("checkout.availability", "grpc", ""),
        ("frontend.latency", "http", ""),
        ("sales-report.availability", "lambda", ""),
        ("accounting.freshness.order-stream", "kafka", "orders"),
        ("email.freshness.order-mail", "queue", "shop-dev-order-mail"),
        ("frontend-proxy.correctness", "synthetic", "/api/products"),
    ],
)
def test_what_is_counted_follows_from_the_service(reference: Catalog, name: str, measured: str, source: str) -> None:
    found = next(one for one in slos(reference, reference.environments["dev"]) if one.name == name)
    assert (found.measured, found.source) == (measured, source)


def test_datadog_looks_back_two_days_and_the_three_day_ticket_is_named(reference: Catalog) -> None:
    burn = vendor_burn(spec(reference, "production", "checkout.availability"), "datadog")
    assert [float(alert.factor) for alert in burn.alerts] == [14.4, 6, 3]
    assert [(one.wanted, one.reason) for one in burn.substitutions] == [("10 % in 3d, ticket", "datadog looks back 2d at most")]


def test_new_relic_has_28_days_and_six_hours_and_says_what_is_gone(reference: Catalog) -> None:
    burn = vendor_burn(spec(reference, "production", "checkout.availability"), "newrelic")
    assert burn.period == timedelta(days=28)
    assert [alert.factor for alert in burn.alerts] == [Fraction("13.44"), Fraction("5.6")]
    assert [alert.threshold for alert in burn.alerts] == [Fraction("13.44") / 2000, Fraction("5.6") / 2000]
    assert [one.wanted for one in burn.substitutions] == ["30d", "10 % in 1d, ticket", "10 % in 3d, ticket"]


def test_tier_4_keeps_a_ticket_in_new_relic(reference: Catalog) -> None:
    (slow,) = vendor_burn(spec(reference, "dev", "sales-report.availability"), "newrelic").alerts
    assert (slow.window.name, slow.window.urgency, slow.route.told) == ("5 % in 6h", "ticket", "ticket")


def test_a_target_that_cannot_burn_so_fast_is_refused_with_the_one_that_can(tmp_path: Path) -> None:
    estate = small(tmp_path, target="93")
    catalog = load_catalog(estate.catalog)
    # 14.4 times 7 % is more than everything; 1 - 1/14.4 is 93.0556 %.
    with pytest.raises(BurnError, match=r"till availability: 2 % in 1h needs 100.8 % bad ones, .*; expected a target above 93.06"):
        slos(catalog, catalog.environments["live"])


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("100", "100 is no objective: nothing and everything leave no error budget; expected more than 0 and less than 100"),
        ("0", "0 is no objective: nothing and everything leave no error budget; expected more than 0 and less than 100"),
        ("99.9999", "99.9999 is too fine; expected at most 3 decimals, such as 99.995"),
        ("many", "'many' is no number of percent; expected one such as 99.95"),
        ("true", "true is no number of percent; expected one such as 99.95"),
    ],
)
def test_an_objective_that_is_none_says_why(tmp_path: Path, target: str, text: str) -> None:
    estate = small(tmp_path, target=target)
    assert estate.mistakes() == [f"catalog/services/till.yaml:15:33  objectives[0].target: {text}"]


ODD = [
    ("sli: availability", "sli: latency", "under", "is missing; latency needs it"),
    ("minimum_samples: 50", "under: 1s", "minimum_samples", "is missing; availability needs it"),
    ("minimum_samples: 50", "minimum_samples: 50, under: 1s", "under", "says nothing about availability; take it out"),
    ("sli: availability", "sli: correctness", "sli", "'till' has no public ingress; a probe from outside cannot ask it"),
    (
        "availability, target: 99.9, window: 30d, minimum_samples: 50",
        "freshness, target: 99.9, window: 30d, of: strem, under: 5m",
        "of",
        "'strem' is no store",
    ),
    (
        "availability, target: 99.9, window: 30d, minimum_samples: 50",
        "freshness, target: 99.9, window: 30d, of: stream, under: 5m",
        "of",
        "'till' does not read 'stream'",
    ),
    (
        "availability, target: 99.9, window: 30d, minimum_samples: 50",
        "freshness, target: 99.9, window: 30d, of: books, under: 5m",
        "of",
        "'books' is a postgres; nothing waits in it",
    ),
]


@pytest.mark.parametrize(("old", "new", "key", "text"), ODD)
def test_an_objective_that_cannot_be_measured_says_why(tmp_path: Path, old: str, new: str, key: str, text: str) -> None:
    estate = small(tmp_path)
    assert estate.mistakes() == []
    estate.change("services/till.yaml", old, new)
    found = [mistake for mistake in estate.read().mistakes if mistake.path[-1] == key]
    assert [mistake.text for mistake in found] == [text]


LATE = "objectives:\n  - {sli: latency, target: 99, window: 30d, under: 20s, minimum_samples: 5}\n"


@pytest.mark.parametrize(
    ("runtime", "uses", "text"),
    [
        pytest.param("lambda", "", None, id="an invocation takes its time"),
        pytest.param("ecs", "uses:\n  - {store: letters, access: read}\n", None, id="so does a message"),
        pytest.param(
            "ecs",
            "uses:\n  - {store: books, access: read}\n",
            "'night' answers nobody and reads no messages; nothing can be counted",
            id="nobody waits for what is read of a database",
        ),
    ],
)
def test_time_can_be_promised_of_whatever_somebody_waits_for(tmp_path: Path, runtime: str, uses: str, text: str | None) -> None:
    estate = small_estate(tmp_path)
    file = "services/night.yaml"
    if runtime == "ecs":
        of_night = next(line for line in estate.text(file).splitlines() if line.startswith("runtime:"))
        replicas = "{minimum: 2, maximum: 4, target_cpu: 60}"
        estate.change(file, of_night, f"runtime: {{kind: ecs, image: night, cpu: 256, memory: 512, replicas: {replicas}}}")
    estate.write(file, estate.text(file) + uses + LATE)
    assert [mistake.text for mistake in estate.read().mistakes] == ([text] if text else [])


def test_ninety_days_are_refused_where_new_relic_watches(tmp_path: Path) -> None:
    estate = small(tmp_path, window="90d")
    assert estate.mistakes() == []
    estate.change("organisation.yaml", "[datadog]", "[datadog, newrelic]")
    (mistake,) = estate.read().mistakes
    assert mistake.text == "90d is no period of New Relic, which has 1, 7 and 28 days; expected 7d or 30d"


def freshness(target: float, period: str = "30d") -> Objective:
    return Objective.model_validate({"sli": "freshness", "target": target, "window": period, "of": "stream", "under": "5m"})


@pytest.mark.parametrize(
    ("target", "period", "percent"),
    [
        # 30 days of 99.9 % leave 43.2 minutes; 4 % of them are 1.7: two bad minutes would do, and 5 % are 2.16.
        pytest.param(99.9, "30d", 5, id="43 minutes"),
        # 21.6 minutes: 9 % are 1.9, and of New Relic's 28 days 10 % are 2.02.
        pytest.param(99.95, "30d", 10, id="22 minutes"),
        # 432 minutes: the published 2 % are 8.6.
        pytest.param(99, "30d", 2, id="seven hours"),
        # 10.08 minutes: 10 % are one minute; 22 % are 2.2, of which two are less.
        pytest.param(99.9, "7d", 22, id="ten minutes"),
    ],
)
def test_nobody_is_called_for_one_late_reading_however_small_the_budget(target: float, period: str, percent: int) -> None:
    fast = burn_windows(1, freshness(target, period).period)[0]
    assert enough_minutes(fast, freshness(target, period), "kafka").share == Fraction(percent, 100)


@pytest.mark.parametrize("vendor", ["datadog", "newrelic"])
@pytest.mark.parametrize("environment", ["staging", "production"])
def test_two_bad_minutes_tell_nobody_and_steadily_bad_ones_do(reference: Catalog, environment: str, vendor: Watcher) -> None:
    of_minutes = [slo for slo in slos(reference, reference.environments[environment]) if slo.objective.sli == "freshness"]
    assert of_minutes
    for slo in of_minutes:
        for alert in vendor_burn(slo, vendor).alerts:
            minutes = alert.window.long // timedelta(minutes=1)
            assert not Fraction(2, minutes) > alert.threshold, slo.name
            assert Fraction(1) > alert.threshold, slo.name


def test_three_bad_minutes_of_an_hour_call_where_a_budget_is_small(reference: Catalog) -> None:
    fast = spec(reference, "production", "accounting.freshness.order-stream").alerts[0]
    assert fast.window.long == timedelta(hours=1)
    assert Fraction(3, 60) > fast.threshold
    assert fast.reason == "fewer than 3 bad minutes are no trend"


def test_requests_have_their_samples_and_no_minutes(reference: Catalog) -> None:
    fast = spec(reference, "production", "checkout.availability").alerts[0]
    assert (fast.window.share, fast.reason) == (Fraction(2, 100), "")
