"""Thresholds on signals as monitors of Datadog."""

from dataclasses import replace
from datetime import timedelta

import pytest

from estate.alerting.datadog.message import Context, recipients
from estate.alerting.datadog.states import State
from estate.alerting.forms.datadog_form import MonitorForm, Thresholds
from estate.alerting.forms.datadog_thresholds import threshold_form
from estate.alerting.routing import route
from estate.alerting.spec import MonitorSpec, NoData
from tests.alerting.forms.specs import ADDRESSES, subject

DISK = MonitorSpec(
    name="images.disk",
    subject=subject("images"),
    nature="cause",
    signal="host.disk",
    of={"service": "images", "environment": "production"},
    comparison=">",
    critical=90.0,
    warning=85.0,
    recovery=80.0,
    window=timedelta(minutes=15),
    no_data="nothing",
    route=route("ticket", "cause", subject("images"), "disk"),
    meaning="A disk is almost full.",
    first_step="df -h",
    source="GitLab",
)
QUERY = "max:system.disk.in_use{service:images,environment:production} by {host} * 100"
TRAFFIC = replace(
    DISK, signal="alb.requests", nature="symptom", comparison="<=", critical=0.0, warning=None, recovery=None, window=timedelta(minutes=30)
)


def form(monitor: MonitorSpec = DISK) -> MonitorForm:
    return threshold_form(monitor, ADDRESSES)


def told(monitor: MonitorSpec, state: State, before: State = State.OK) -> tuple[str, ...]:
    return recipients(form(monitor).message, Context(state=state, before=before, renotify=False, priority=None, tags={}))


def test_a_cause_is_a_query_over_its_window() -> None:
    assert (form().type, form().query) == ("query alert", f"max(last_15m):{QUERY} > 90")
    assert form().thresholds == Thresholds(critical="90", warning="85", critical_recovery="80")


def test_a_forecast_looks_ahead() -> None:
    ahead = form(replace(DISK, ahead=timedelta(days=7)))
    assert (ahead.type, ahead.query) == ("query alert", f"max(next_7d):forecast({QUERY}, 'linear', 1) > 90")


def test_silence_in_what_is_counted_is_zero_by_itself_and_elsewhere_it_is_made_zero() -> None:
    counted = form(replace(TRAFFIC, no_data="zero"))
    assert counted.query == "sum(last_30m):sum:aws.applicationelb.request_count{service:images,environment:production}.as_count() <= 0"
    assert form(replace(DISK, no_data="zero")).query == f"max(last_15m):default_zero({QUERY}) > 90"
    assert {counted.on_missing_data, form(replace(DISK, no_data="zero")).on_missing_data} == {"default"}


@pytest.mark.parametrize(("no_data", "option"), [("nothing", "show_no_data"), ("told", "show_and_notify_no_data"), ("resolved", "resolve")])
def test_each_meaning_of_silence_has_its_option(no_data: NoData, option: str) -> None:
    assert form(replace(DISK, no_data=no_data)).on_missing_data == option


@pytest.mark.parametrize(
    ("signal", "seconds"),
    [
        pytest.param("ecs.cpu", 900, id="AWS is read a quarter of an hour late"),
        pytest.param("lambda.errors", 900, id="a quotient of AWS waits for AWS"),
        pytest.param("host.load", None, id="an agent sends at once"),
    ],
)
def test_an_evaluation_waits_for_its_data(signal: str, seconds: int | None) -> None:
    assert form(replace(DISK, signal=signal)).evaluation_delay == seconds


def test_groups_are_told_apart_and_judged_once_they_have_started() -> None:
    assert (form().notify_by, form().new_group_delay) == (("host",), 300)
    assert (form(TRAFFIC).notify_by, form(TRAFFIC).new_group_delay) == ((), None)


def test_whoever_hears_of_an_alert_hears_of_its_end_and_a_warning_is_mail() -> None:
    assert told(DISK, State.ALERT) == ("webhook-tickets-production",)
    assert told(DISK, State.OK, State.ALERT) == ("webhook-tickets-production",)
    assert told(DISK, State.WARN) == ("storefront@shop.example",)
    assert told(DISK, State.NO_DATA) == ()


def test_silence_that_is_told_is_told_like_the_alert() -> None:
    silent = replace(DISK, no_data="told")
    assert told(silent, State.NO_DATA) == ("webhook-tickets-production",)
    assert "webhook-tickets-production" in told(silent, State.OK, State.NO_DATA)


def test_a_call_ends_at_the_service_s_own_pagerduty_and_a_note_in_the_team_s_mail() -> None:
    call = replace(TRAFFIC, route=route("page", "symptom", subject("images"), "traffic"))
    assert told(call, State.ALERT) == ("pagerduty-production-images",)
    assert (form(call).priority, form(call).renotify_minutes) == ("1", 30)
    assert told(replace(DISK, route=route("notify", "cause", subject("images"), "disk")), State.ALERT) == ("storefront@shop.example",)


def test_a_message_says_all_that_whoever_is_woken_needs() -> None:
    message = form().message
    for part in (
        "A disk is almost full.",
        "Disk in use of {{host.name}}: {{value}} percent over 15m; critical is > 90 percent.",
        "Owner: storefront. Tier: 1. Severity: P3.",
        "Runbook: https://github.com/shop/estate/blob/main/docs/runbooks/x.md",
        "Dashboard: https://app.datadoghq.eu$dashboard",
        "First step: `df -h`",
        "Deduplication key: production/images/disk",
    ):
        assert part in message
