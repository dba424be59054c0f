"""Muting rules: which events, in which hours, and what becomes of them at the end."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from estate.alerting.newrelic.muting import FOREVER, Muting, matches
from tests.alerting.newrelic.worlds import (
    NOON,
    Resource,
    channel,
    condition,
    muting,
    opened,
    policy,
    reason,
    run,
    sent,
    series,
    simulated,
    steady,
    workflow,
)

CPU = "SELECT average(cpu) FROM Metric FACET host"
EVENT = {"conditionName": "CPU of the hosts", "policyName": "PROD hosts", "tags.host": "host-1", "conditionRunbookUrl": ""}


@pytest.mark.parametrize(
    ("attribute", "operator", "values", "mutes"),
    [
        pytest.param("tags.host", "EQUALS", ["host-1"], True, id="equals"),
        pytest.param("tags.host", "NOT_EQUALS", ["host-1"], False, id="not equals"),
        pytest.param("tags.host", "IN", ["host-1", "host-2"], True, id="in"),
        pytest.param("tags.host", "NOT_IN", ["host-1", "host-2"], False, id="not in"),
        pytest.param("conditionName", "CONTAINS", ["of the"], True, id="contains"),
        pytest.param("conditionName", "NOT_CONTAINS", ["of the"], False, id="not contains"),
        pytest.param("policyName", "STARTS_WITH", ["PROD"], True, id="starts with"),
        pytest.param("policyName", "STARTS_WITH", ["Prod"], False, id="upper case matters"),
        pytest.param("policyName", "ENDS_WITH", ["hosts"], True, id="ends with"),
        pytest.param("policyName", "NOT_ENDS_WITH", ["hosts"], False, id="not ends with"),
        pytest.param("conditionRunbookUrl", "IS_BLANK", [], True, id="blank"),
        pytest.param("tags.team", "IS_BLANK", [], True, id="missing is blank"),
        pytest.param("conditionName", "IS_NOT_BLANK", [], True, id="not blank"),
        pytest.param("conditionName", "ANY", ["odd"], True, id="any mutes everything"),
    ],
)
def test_a_rule_compares_an_attribute_of_the_event(attribute: str, operator: str, values: list[str], *, mutes: bool) -> None:
    assert matches(muting((attribute, operator, values)), EVENT) is mutes


@pytest.mark.parametrize(("operator", "mutes"), [pytest.param("AND", False, id="and"), pytest.param("OR", True, id="or")])
def test_conditions_of_a_rule_are_joined(operator: str, *, mutes: bool) -> None:
    rule = muting(("tags.host", "EQUALS", ["host-1"]), ("policyName", "EQUALS", ["other"]), operator=operator)
    assert matches(rule, EVENT) is mutes


def stretches(zone: str, **schedule: Any) -> list[tuple[datetime, datetime]]:
    """The stretches of 2026 in which a rule mutes, by the clock of its zone."""
    rule = muting(("conditionName", "ANY", [""]), schedule={"timeZone": zone, **schedule})
    start, end = (int(datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).timestamp()) for year in (2026, 2027))
    mutes = Muting.of([rule], start=start, end=end).over(EVENT)
    return [(datetime.fromtimestamp(one.start, ZoneInfo(zone)), datetime.fromtimestamp(one.end, ZoneInfo(zone))) for one in mutes]


def hours(found: list[tuple[datetime, datetime]]) -> list[tuple[str, float]]:
    return [(begin.strftime("%m-%d %H:%M"), (end.timestamp() - begin.timestamp()) / 3600) for begin, end in found]


def test_a_schedule_that_does_not_repeat_is_local_time() -> None:
    found = stretches("America/Los_Angeles", startTime="2026-07-08T14:30:00", endTime="2026-07-08T15:30:00")
    assert found[0][0].astimezone(ZoneInfo("UTC")).hour == 21
    assert hours(found) == [("07-08 14:30", 1)]


# muting-rules, schedule: repeatCount includes the original: 2 recurs once.
def test_the_repeat_count_includes_the_first() -> None:
    found = stretches("UTC", startTime="2026-03-02T01:00:00", endTime="2026-03-02T02:00:00", repeat="DAILY", repeatCount=2)
    assert hours(found) == [("03-02 01:00", 1), ("03-03 01:00", 1)]


# The page's own example: weekly on Tuesday and Friday until the end of January; 1 December 2025 is a Monday.
def test_a_weekly_rule_begins_on_the_first_of_its_days() -> None:
    found = stretches(
        "America/Los_Angeles",
        startTime="2025-12-29T12:00:00",
        endTime="2025-12-29T14:00:00",
        repeat="WEEKLY",
        endRepeat="2026-01-10T12:00:00",
        weeklyRepeatDays=["TUESDAY", "FRIDAY"],
    )
    assert hours(found) == [("01-02 12:00", 2), ("01-06 12:00", 2), ("01-09 12:00", 2)]


def test_a_weekly_rule_without_days_repeats_on_its_own() -> None:
    found = stretches("UTC", startTime="2026-01-01T12:00:00", endTime="2026-01-01T13:00:00", repeat="WEEKLY", repeatCount=3)
    assert hours(found) == [("01-01 12:00", 1), ("01-08 12:00", 1), ("01-15 12:00", 1)]


def test_a_monthly_rule_repeats_on_the_day_of_the_month() -> None:
    found = stretches("UTC", startTime="2026-01-15T12:00:00", endTime="2026-01-15T13:00:00", repeat="MONTHLY", repeatCount=2)
    assert hours(found) == [("01-15 12:00", 1), ("02-15 12:00", 1)]


# Clocks of the European Union go forward on 29 March and back on 25 October 2026, at 01:00 UTC.
@pytest.mark.parametrize(
    ("day", "length"), [pytest.param("2026-03-28", 7, id="the short night"), pytest.param("2026-10-24", 9, id="the long night")]
)
def test_a_night_lasts_until_the_zones_own_morning(day: str, length: float) -> None:
    morning = f"{day[:-2]}{int(day[-2:]) + 1}"
    found = stretches("Europe/Kiev", startTime=f"{day}T22:00:00", endTime=f"{morning}T06:00:00", repeat="DAILY", repeatCount=1)
    assert [of for _, of in hours(found)] == [length]


WINDOW = {"timeZone": "UTC", "startTime": "2026-01-01T12:00:00", "endTime": "2026-01-01T12:20:00"}
MAINTENANCE = muting(("tags.host", "EQUALS", ["a"]), schedule=WINDOW)


def world(*rules: Resource, **flow: Any) -> list[Resource]:
    told = workflow(("labels.policyIds", "EXACTLY_MATCHES", ["${index/alertPolicy.p.id}"]), **flow)
    return [policy("PER_CONDITION_AND_TARGET"), condition(CPU, 80), told, channel(), *rules]


def busy(host: str = "a", *, since: int = 0, until: int = 60) -> Any:
    return series("cpu", {**steady(10, 0, 60), **steady(90, since, until)}, host=host)


def test_nobody_is_told_of_a_muted_issue_and_its_end() -> None:
    found = simulated(world(MAINTENANCE), [busy(since=5, until=10)])
    assert (sent(found.notifications), [one.muted for one in found.issues]) == ([], [True])


def test_another_host_is_told_of() -> None:
    found = simulated(world(MAINTENANCE), [busy("b", since=5, until=10)])
    assert sent(found.notifications) == [(6, "ACTIVATED"), (11, "CLOSED")]


def test_what_still_breaches_when_muting_ends_is_told_then() -> None:
    found = simulated(world(MAINTENANCE), [busy(since=5)])
    assert sent(found.notifications) == [(21, "ACTIVATED")]


def test_what_still_breaches_is_kept_quiet_where_the_rule_says_so() -> None:
    quiet = muting(("tags.host", "EQUALS", ["a"]), schedule=WINDOW, actionOnMutingRuleWindowEnded="DO_NOTHING")
    found = simulated(world(quiet), [busy(since=5, until=40)])
    assert sent(found.notifications) == [], "the first event was muted, and with it the whole issue"


def test_what_opened_before_muting_began_is_told_when_it_closes() -> None:
    late = muting(("tags.host", "EQUALS", ["a"]), schedule={**WINDOW, "startTime": "2026-01-01T12:10:00"})
    found = simulated(world(late), [busy(since=5, until=15)])
    assert sent(found.notifications) == [(6, "ACTIVATED"), (16, "CLOSED")]


def whole(handling: str, kind: str = "WEBHOOK") -> list[Resource]:
    """All hosts as one issue, of which the destination is told everything."""
    told = workflow(("labels.policyIds", "EXACTLY_MATCHES", ["${index/alertPolicy.p.id}"]), mutingRulesHandling=handling)
    return [policy("PER_POLICY"), condition(CPU, 80), told, channel(kind=kind)]


# muting-rules: if the first event was muted, the rest of the issue will be muted as well.
def test_the_first_event_decides_for_the_issue() -> None:
    data = [busy("a", since=5, until=15), busy("b", since=8, until=12)]
    quiet = muting(("tags.host", "EQUALS", ["a"]), schedule=WINDOW)
    assert sent(simulated([*whole("DONT_NOTIFY_FULLY_MUTED_ISSUES"), quiet], data).notifications) == []


@pytest.mark.parametrize(
    ("handling", "expected"),
    [
        pytest.param("DONT_NOTIFY_FULLY_MUTED_ISSUES", [6, 9, 16, 21], id="partially muted issues are told of"),
        pytest.param("DONT_NOTIFY_FULLY_OR_PARTIALLY_MUTED_ISSUES", [6, 21], id="they are not"),
    ],
)
def test_an_issue_is_partially_muted_while_muted_and_other_events_are_open(handling: str, expected: list[float]) -> None:
    data = [busy("b", since=5, until=20), busy("a", since=8, until=15)]
    found = simulated([*whole(handling), muting(("tags.host", "EQUALS", ["a"]))], data)
    assert [time for time, _ in sent(found.notifications)] == expected


def test_what_was_sent_before_the_start_is_no_part_of_it() -> None:
    assert sent(simulated(world(), [busy(since=5, until=40)], start=20).notifications) == [(41, "CLOSED")]


def test_a_rule_that_is_not_enabled_mutes_nothing() -> None:
    off = muting(("tags.host", "EQUALS", ["a"]), enabled=False)
    assert len(simulated(world(off), [busy(since=5, until=10)]).notifications) == 2


def test_a_rule_without_a_schedule_mutes_for_ever() -> None:
    (mute,) = Muting.of([muting(("conditionName", "ANY", [""]))], start=0, end=1).over(EVENT)
    assert (mute.start, mute.end) == (-FOREVER, FOREVER)


def test_a_workflow_may_tell_of_muted_issues_all_the_same() -> None:
    found = simulated(world(MAINTENANCE, mutingRulesHandling="NOTIFY_ALL_ISSUES"), [busy(since=5, until=10)])
    assert sent(found.notifications) == [(6, "ACTIVATED"), (11, "CLOSED")]


def test_muting_changes_no_event() -> None:
    quiet = muting(("tags.host", "EQUALS", ["a"]), actionOnMutingRuleWindowEnded="DO_NOTHING")
    assert opened(condition(CPU, 80), [busy(since=5, until=10)], quiet) == opened(condition(CPU, 80), [busy(since=5, until=10)])
    assert [one.muted for one in run(condition(CPU, 80), [busy(since=5, until=10)], quiet).group(host="a").events] == [True]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        pytest.param(muting(("entity.guid", "EQUALS", ["x"])), "asks for entity.guid, which a plan does not say", id="attribute"),
        pytest.param(muting(("conditionName", "MATCHES", ["x"])), "compares with MATCHES", id="operator"),
        pytest.param(
            muting(("conditionName", "ANY", ["x"]), schedule={**WINDOW, "timeZone": "Europe/Nowhere"}), "the schedule of", id="zone"
        ),
        pytest.param(
            muting(("conditionName", "ANY", ["x"]), schedule={**WINDOW, "startTime": "2026-01-01T12:00:00Z"}), "has an offset", id="offset"
        ),
        pytest.param(muting(("conditionName", "ANY", ["x"]), schedule={**WINDOW, "repeat": "YEARLY"}), "YEARLY", id="repeat"),
    ],
)
def test_a_rule_that_is_not_understood_leaves_no_condition_simulated(rule: Resource, why: str) -> None:
    assert why in reason(condition(CPU, 80), [busy()], rule)


def test_noon_is_noon() -> None:
    assert datetime.fromtimestamp(NOON, ZoneInfo("UTC")).isoformat() == "2026-01-01T12:00:00+00:00"
