"""A test passes when the right people are told in time, once, and nobody else is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from estate.alerting.testing.hearing import Telling, calls
from estate.alerting.testing.marks import moment_of
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.verdict import Judge
from tests.alerting.testing.worlds import ERRORS, HITS, MESSAGE, Monitor, alerting, bench, catalog, errors_above, scenario

WANTED = {"alert": "payment.availability", "told": "page", "by": "11:05"}


def differences(monitor: Monitor, wanted: Mapping[str, Any] | None = WANTED, **more: Any) -> list[str]:
    one = scenario(expect=[wanted] if wanted else [], **more)
    tried = bench(monitor)
    heard = tried.hear("datadog", one, tried.stored("datadog", Truth(scenario=one)))
    assert not heard.not_simulated
    return [
        f"{found.alert}: expected {found.expected}, {found.found}"
        for found in Judge.of(alerting(), catalog()).differences("datadog", one, heard.told)
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
    assert [found.expected for found in Judge.of(alerting(), catalog()).differences("datadog", one, heard.told)] == ["quiet"]


def test_a_part_of_an_alert_that_is_named_is_judged_apart_from_the_rest() -> None:
    part = {"alert": "payment.availability.5m", "told": "page", "by": "11:05"}
    assert differences(replace(errors_above(5), name="payment.availability.5m"), part) == []
    late = differences(replace(errors_above(25, window="1h"), name="payment.availability.5m"), part)
    assert late == ["payment.availability.5m: expected page for storefront by 11:05, 11:31 page, too late"]
    whole = differences(errors_above(5), {"alert": "payment.availability.1h", "told": "quiet"})
    assert whole[0].startswith("payment.availability: expected quiet, 11:0"), "another part does not take its place"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param({"level": "warning", "by": "11:03"}, "as critical", id="a warning that becomes critical is more than a warning"),
        pytest.param({"level": "critical", "by": "11:03"}, "too late", id="the warning does not stand for what is critical"),
        pytest.param({"level": "critical", "by": "11:07"}, "", id="critical in time"),
    ],
)
def test_what_a_message_says_of_itself_can_be_expected(wanted: Mapping[str, Any], found: str) -> None:
    both = MESSAGE.replace("@pagerduty", "{{#is_alert}}@pagerduty-production-payment{{/is_alert}}{{#is_warning}}@pagerduty")
    inputs = {**errors_above(40).inputs, "message": f"{both}{{{{/is_warning}}}}", "monitorThresholds": {"critical": "40", "warning": "5"}}
    told = differences(replace(errors_above(40), inputs=inputs), {"alert": "payment.availability", "told": "page", **wanted})
    assert (found in told[0]) if found else not told


@pytest.mark.parametrize(("mark", "good"), [("11:15", True), ("11:30", False)])
def test_whoever_was_told_by_two_monitors_hears_the_end_with_the_last(mark: str, *, good: bool) -> None:
    told = [telling(clock="11:00", until="11:10"), replace(telling(clock="11:05", until="11:20"), monitor="n")]
    told = [replace(one, alert="payment.availability", team="storefront") for one in told]
    one = scenario(errors="0 until 11:00 then 50", expect=[{**WANTED, "not_over_before": mark}])
    assert (Judge.of(alerting(), catalog()).differences("datadog", one, told) == ()) is good


def disk(**change: Any) -> Telling:
    """A ticket of a full disk, which the dispatcher heals (catalog/remediation.yaml)."""
    ticket = replace(telling(clock="11:10", until=None), monitor="image-provider.disk", alert="image-provider.disk")
    given: dict[str, Any] = {"heard": "ticket", "severity": "P3", **change}
    return replace(ticket, **given)


@pytest.mark.parametrize(
    ("told", "found"),
    [
        pytest.param([disk(), disk(heard="heal", team=None)], [], id="both are told"),
        pytest.param([disk()], [("heal", "11:10 ticket alone")], id="people alone"),
        pytest.param([disk(), disk(heard="heal", time=disk().time + 60)], [("heal", "11:10 ticket alone")], id="the dispatcher too late"),
        pytest.param(
            [disk(), disk(heard="heal"), disk(heard="heal", alert="image-provider.cpu")],
            [("nobody to heal it", "11:10 heal")],
            id="of another alert",
        ),
    ],
)
def test_the_dispatcher_hears_with_people_what_it_heals_and_nothing_else(told: list[Telling], found: list[tuple[str, str]]) -> None:
    one = scenario(expect=[{"alert": "image-provider.disk", "told": "ticket"}])
    judge = Judge.of(alerting(), catalog())
    assert [(each.expected, each.found) for each in judge.differences("datadog", one, told)] == found


def test_a_warning_is_for_people_alone() -> None:
    one = scenario(expect=[{"alert": "image-provider.disk", "told": "notify"}])
    warning = disk(level="warning")
    assert not Judge.of(alerting(), catalog()).differences("datadog", one, [replace(warning, heard="notify")])
