"""A test passes when the right people are told in time, once, and nobody else is."""

from collections.abc import Mapping
from typing import Any

import pytest

from estate.alerting.testing.hearing import Telling, calls
from estate.alerting.testing.marks import moment_of
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.verdict import Judge
from tests.alerting.testing.worlds import ERRORS, HITS, MESSAGE, Monitor, alerting, bench, errors_above, scenario

WANTED = {"alert": "payment.availability", "told": "page", "by": "11:05"}


def differences(monitor: Monitor, wanted: Mapping[str, Any] | None = WANTED, **more: Any) -> list[str]:
    one = scenario(expect=[wanted] if wanted else [], **more)
    tried = bench(monitor)
    heard = tried.hear("datadog", one, tried.stored("datadog", Truth(scenario=one)))
    assert not heard.not_simulated
    return [
        f"{found.alert}: expected {found.expected}, {found.found}" for found in Judge.of(alerting()).differences("datadog", one, heard.told)
    ]


def test_a_monitor_that_does_as_expected_has_no_difference() -> None:
    assert differences(errors_above(5)) == []


def test_a_page_that_comes_too_late_is_told_with_its_time() -> None:
    (found,) = differences(errors_above(25, window="1h"))
    assert found == "payment.availability: expected page for storefront by 11:05, 11:31 page, too late"


def test_a_page_that_comes_too_early_is_one_too() -> None:
    assert "too early" in differences(errors_above(5), {**WANTED, "by": "11:30", "not_before": "11:20"})[0]


def test_an_alert_of_which_nothing_was_said_must_be_quiet() -> None:
    assert differences(errors_above(5), None)[0].startswith("payment.availability: expected quiet, 11:0")


@pytest.mark.parametrize(
    ("monitor", "told"),
    [
        pytest.param(
            errors_above(5, query=f"sum(last_5m):{ERRORS} / {HITS} * 100 < 5"), "before anything happened", id="an inverted comparison"
        ),
        pytest.param(errors_above(60), "never", id="a threshold that is never reached"),
        pytest.param(errors_above(5, message=MESSAGE.replace("payment", "paymnt")), "nobody listens", id="a dead route"),
        pytest.param(errors_above(5, message="Owner: storefront."), "never", id="no route"),
        pytest.param(errors_above(5, priority="4"), "as P4, expected P1", id="another priority"),
        pytest.param(
            errors_above(5, message=MESSAGE.replace("production-payment", "production-shipping")), "fulfilment", id="another team"
        ),
        pytest.param(
            errors_above(5, query=f"sum(last_5m):{ERRORS.replace('grpc', 'http')} / {HITS} * 100 > 5"), "never", id="another metric"
        ),
        pytest.param(
            errors_above(5, query=f"sum(last_5m):{ERRORS} / {HITS} * 100 > 5".replace("env:", "environment:")), "never", id="a tag"
        ),
    ],
)
def test_what_is_wrong_in_a_planned_monitor_is_found(monitor: Monitor, told: str) -> None:
    found = differences(monitor)
    assert found, "nobody noticed"
    assert told in found[0]


def test_a_call_that_should_have_been_a_ticket_is_a_difference() -> None:
    assert "11:0" in differences(errors_above(5), {**WANTED, "told": "ticket"})[0]


def test_flapping_is_more_than_once() -> None:
    errors = "0 until 11:00 then 50 until 11:05 then 0 until 11:30 then 50 until 11:35 then 0"
    assert "2 times" in differences(errors_above(5), errors=errors)[0]
    assert differences(errors_above(5), {**WANTED, "times": 2}, errors=errors) == []


def telling(*, clock: str, until: str | None, key: str = "a") -> Telling:
    return Telling(
        time=moment_of(f"2026-11-24T{clock}"),
        until=moment_of(f"2026-11-24T{until}") if until else None,
        monitor="m",
        alert="a.b",
        heard="page",
        team="storefront",
        severity="P1",
        level="critical",
        key=key,
    )


def test_pages_of_one_key_that_overlap_are_one_call() -> None:
    assert calls([telling(clock="11:00", until="11:20"), telling(clock="11:10", until=None)]) == 1
    assert calls([telling(clock="11:00", until="11:20"), telling(clock="11:30", until=None)]) == 2
    assert calls([telling(clock="11:00", until="11:20"), telling(clock="11:10", until=None, key="b")]) == 2


def test_a_star_stands_for_every_alert_of_that_name_but_those_that_are_named() -> None:
    wanted = {"alert": "*.availability", "told": "quiet"}
    assert "payment.availability: expected quiet" in differences(errors_above(5), wanted)[0]


def test_what_one_vendor_alone_can_say_is_quiet_at_the_others() -> None:
    one = scenario(expect=[{**WANTED, "only": "newrelic"}])
    tried = bench(errors_above(5))
    heard = tried.hear("datadog", one, tried.stored("datadog", Truth(scenario=one)))
    assert [found.expected for found in Judge.of(alerting()).differences("datadog", one, heard.told)] == ["quiet"]
