"""A mistake in an alert test is told with its place and the nearest word."""

from pathlib import Path

import pytest

from estate.alerting.testing.files import read_tests
from estate.catalog.layout import ALERT_TESTS_ENDING
from estate.catalog.load import read_catalog
from estate.catalog.mistakes import CatalogError
from tests.alerting.testing.worlds import ROOT, alerting, catalog

GOOD = """\
scenarios:
  - name: payment fails
    start: "2026-11-24T10:00"
    length: 2h
    load:
      - {service: payment, errors: 0 until 11:00 then 50}
    signals:
      - {of: checkout, signal: ecs.memory, value: 97}
    expect:
      - {alert: payment.availability, told: page, by: "11:05"}
    maintenance:
      - {services: [cart], from: "10:10", until: "11:40"}
"""


def mistakes(folder: Path, text: str, service: str = "payment") -> list[str]:
    (folder / "services").mkdir(parents=True)
    (folder / "services" / f"{service}{ALERT_TESTS_ENDING}").write_text(text)
    try:
        read_tests(folder, catalog(), alerting())
    except CatalogError as error:
        return [str(one) for one in error.mistakes]
    return []


def test_a_good_file_has_none(tmp_path: Path) -> None:
    assert mistakes(tmp_path / "catalog", GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "place", "told"),
    [
        pytest.param("payment.availability", "payment.availabilty", ":10:17", "did you mean 'payment.availability'", id="no such alert"),
        pytest.param("service: payment", "service: paymnt", ":6:19", "did you mean 'payment'", id="no such service"),
        pytest.param("ecs.memory", "ecs.memry", ":8:32", "did you mean 'ecs.memory'", id="no such signal"),
        pytest.param("of: checkout", "of: image-provider", ":8:14", "it has alb.", id="a signal that it does not have"),
        pytest.param("ecs.memory", "spans.grpc", ":8:32", "follows the requests", id="a signal of requests"),
        pytest.param('"11:05"', '"13:05"', ":10:55", "after the end of the scenario", id="a time after the end"),
        pytest.param("told: page", "told: pages", ":10:45", "page", id="no such word"),
        pytest.param("then 50", "ten 50", ":6:36", "is no curve", id="no curve"),
        pytest.param("errors", "erors", ":6:28", "did you mean 'errors'", id="no such key"),
        pytest.param("2026-11-24T10:00", "2026-11-24", ":3:12", "a time in UTC", id="no start"),
        pytest.param("payment.availability", "payment.availability.2h", ":10:17", "is no alert of production", id="no such window"),
        pytest.param("[cart]", "[crt]", ":12:21", "did you mean 'cart'", id="work on no service"),
        pytest.param("11:40", "10:05", ":12:50", "is not after 10:10", id="work that ends before it begins"),
        pytest.param("11:40", "12:40", ":12:50", "after the end of the scenario", id="work that goes on too long"),
    ],
)
def test_a_mistake_has_its_place_and_says_what_was_expected(tmp_path: Path, right: str, wrong: str, place: str, told: str) -> None:
    found = mistakes(tmp_path / "catalog", GOOD.replace(right, wrong))
    assert len(found) == 1, found
    assert f"payment.alerts.yaml{place}" in found[0]
    assert told in found[0]


@pytest.mark.parametrize("alert", ["payment.availability.24h", "checkout.availability.1h.held-back"])
def test_a_window_of_an_objective_can_be_expected_by_itself(tmp_path: Path, alert: str) -> None:
    assert mistakes(tmp_path / "catalog", GOOD.replace("payment.availability", alert)) == []


def test_a_balancer_can_fall_silent_but_its_requests_are_the_load(tmp_path: Path) -> None:
    silent = '{of: frontend-proxy, signal: alb.requests, silent: [{from: "11:00", until: "11:30"}]}'
    given = "{of: checkout, signal: ecs.memory, value: 97}"
    assert mistakes(tmp_path / "a" / "catalog", GOOD.replace(given, silent)) == []
    counted = silent.replace("silent: [{", "value: 3, silent: [{")
    assert "follows the requests" in mistakes(tmp_path / "b" / "catalog", GOOD.replace(given, counted))[0]


def test_a_file_beside_no_service_is_a_mistake(tmp_path: Path) -> None:
    assert "'paymnt' is no service" in mistakes(tmp_path / "catalog", GOOD, service="paymnt")[0]


def test_the_catalog_takes_no_alert_test_for_a_service() -> None:
    assert any((ROOT / "catalog" / "services").glob(f"*{ALERT_TESTS_ENDING}"))
    assert read_catalog(ROOT / "catalog")[1] == ()
