"""Each limit of PagerDuty: what it is told stays inside, or nothing is made and the text says what to change."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from estate.catalog.roster import Lane, Roster
from estate.catalog.team import OnCall, Person, Team
from estate.roster.lock import Rotation
from estate.roster.pagerduty.errors import PagerDutyError
from estate.roster.pagerduty.escalation import TeamPolicies, team_policies
from estate.roster.pagerduty.layers import LaneSchedule, lane_schedules
from estate.roster.pagerduty.shifts import ShiftSchedule, shift_schedules
from estate.roster.pagerduty.zones import KNOWN, RENAMED, zone_of
from tests.roster.handmade import DAY, MONDAY, MORNING, NIGHT, STANDBY, a_lock, a_roster, everybody_in_turn, people_of, replaced

TEAM = Team(name="storefront", description="Sells.", cost_centre="WEB-300", email="storefront@shop.example")


def layered(roster: Roster, rotations: tuple[Rotation, ...] | None = None, **people: Person) -> tuple[LaneSchedule, ...]:
    return lane_schedules(roster, a_lock(roster, rotations), {**people_of(roster), **people})


def shifted(roster: Roster, rotations: tuple[Rotation, ...] | None = None) -> tuple[ShiftSchedule, ...]:
    return shift_schedules(roster, a_lock(roster, rotations), people_of(roster))


def policies(rosters: list[Roster], **on_call: Any) -> TeamPolicies:
    given = {"levels": ("operations",), "escalate_after": timedelta(minutes=10), **on_call}
    return team_policies(TEAM, OnCall.model_validate(given), {roster.name: roster for roster in rosters})


def lane(**changes: Any) -> Lane:
    return MORNING.model_copy(update=changes)


def office(**changes: Any) -> Roster:
    return a_roster([lane(**{"name": "office", "start": "09:00", "length": timedelta(hours=9), **changes})], name="storefront")


@pytest.mark.parametrize("zone", sorted(RENAMED))
def test_a_renamed_zone_has_the_same_clock(zone: str) -> None:
    assert zone_of(zone) in KNOWN
    days = [datetime(2027, month, day, 12, tzinfo=UTC) for month in range(1, 13) for day in (1, 15)]
    assert [at.astimezone(ZoneInfo(zone)).utcoffset() for at in days] == [at.astimezone(ZoneInfo(zone_of(zone))).utcoffset() for at in days]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        pytest.param("Europe/Istanbul", "Europe/Istanbul", id="as it is"),
        pytest.param("Europe/Kyiv", "Europe/Kiev", id="the old name"),
        pytest.param("UTC", "Etc/UTC", id="UTC alone is refused"),
    ],
)
def test_a_schedule_has_a_zone_that_pagerduty_knows(zone: str, told: str) -> None:
    (schedule,) = layered(a_roster([lane(zone=zone)]))
    (shift,) = shifted(a_roster([lane(zone=zone)]))
    assert (schedule.zone, shift.zone) == (told, told)


def test_lanes_of_two_clocks_have_a_shift_based_schedule_each() -> None:
    made = shifted(a_roster([lane(), lane(name="kyiv", zone="Europe/Kyiv")]))
    assert {one.name: (one.zone, len(one.events)) for one in made} == {
        "Operations - shifts Istanbul": ("Europe/Istanbul", 7),
        "Operations - shifts Kyiv": ("Europe/Kiev", 7),
    }


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        pytest.param(MORNING, 28_800, id="a day"),
        pytest.param(NIGHT, 32_400, id="over midnight"),
        pytest.param(STANDBY, 86_400, id="a daily restriction must be shorter than this; a weekly one need not"),
    ],
)
def test_a_layer_is_one_weekly_window_in_turns_of_a_week(given: Lane, seconds: int) -> None:
    (schedule,) = layered(a_roster([given]))
    assert [layer.restriction.start_day for layer in schedule.layers] == [1, 2, 3, 4, 5, 6, 7]
    assert {(layer.restriction.duration_seconds, layer.turn_seconds) for layer in schedule.layers} == {(seconds, 604_800)}


def test_turns_change_while_nobody_is_on() -> None:
    (schedule,) = layered(a_roster([MORNING]))
    first = schedule.layers[0]
    # Monday 16 November 08:00 in Istanbul is 05:00 UTC; a day before it the layer is nobody's.
    assert (first.start, first.virtual_start) == ("2026-11-15T05:00:00Z", "2026-11-15T05:00:00Z")


def a_long_rotation() -> tuple[Rotation, ...]:
    first, *others = everybody_in_turn(a_roster())
    return (first.model_copy(update={"members": ("cedar", "plane", "olive") * 7}), *others)


def without_mondays_later() -> tuple[Rotation, ...]:
    first, *others = everybody_in_turn(a_roster())
    return (first.model_copy(update={"until": MONDAY + 21 * DAY}), *others)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        pytest.param(
            lambda: layered(office(zone="Asia/Ho_Chi_Minh")),
            "'Asia/Ho_Chi_Minh' is no time zone of PagerDuty; its clock is that of Asia/Bangkok, ",
            id="another name for a clock",
        ),
        pytest.param(
            lambda: layered(office(zone="Australia/Lord_Howe")), "none of those that it knows has the same clock", id="no such clock"
        ),
        pytest.param(
            lambda: policies([office(zone="Australia/Lord_Howe"), a_roster()], in_hours="storefront"), "lane office", id="hours on no clock"
        ),
        pytest.param(
            lambda: layered(a_roster(), cedar=Person(name="cedar", team="operations", zone="UTC")),
            "'cedar' takes turns in the lock of operations and has no `pagerduty`",
            id="nobody's id",
        ),
        pytest.param(lambda: layered(a_roster(), ()), "the lock has no rotation for it; solve it again", id="a layer needs somebody"),
        pytest.param(lambda: shifted(a_roster(), ()), "the lock has no rotation for it; solve it again", id="an event needs somebody"),
        pytest.param(
            lambda: layered(a_roster(), without_mondays_later()),
            "nobody has mondays from 2026-12-07 on.*give the lane another name",
            id="a layer that would have to end",
        ),
        pytest.param(
            lambda: shifted(a_roster(), a_long_rotation()), "goes round 21 members; an event of PagerDuty takes 20", id="21 members"
        ),
        pytest.param(
            lambda: policies([a_roster()], escalate_after=timedelta(seconds=90)),
            "is 90s; PagerDuty counts whole minutes",
            id="half a minute",
        ),
        pytest.param(lambda: policies([a_roster()], escalate_after=timedelta(0)), "from 1m on", id="no delay"),
        pytest.param(
            lambda: policies([a_roster([lane(name=f"l{n}") for n in range(11)])]), "has 11 seats.*1 to 10: split", id="11 targets"
        ),
        pytest.param(lambda: policies([a_roster([lane(heads=0)])]), "has 0 seats", id="no target"),
    ],
)
def test_what_pagerduty_cannot_be_told_is_refused_with_what_to_do(make: Callable[[], object], told: str) -> None:
    with pytest.raises(PagerDutyError, match=told):
        make()


def test_all_mistakes_are_told_at_once() -> None:
    roster = a_roster([lane(zone="Australia/Lord_Howe"), NIGHT])
    with pytest.raises(PagerDutyError) as caught:
        lane_schedules(roster, a_lock(roster, ()), {})
    assert len(str(caught.value).splitlines()) == 3


@pytest.mark.parametrize(
    "until",
    [
        pytest.param(MONDAY + 84 * DAY, id="at the end of the horizon"),
        pytest.param(MONDAY + 85 * DAY, id="after it"),
    ],
)
def test_a_rotation_that_ends_with_the_horizon_goes_on_until_another_follows(until: date) -> None:
    bounded = tuple(one.model_copy(update={"until": until}) for one in everybody_in_turn(a_roster()))
    assert layered(a_roster(), bounded) == layered(a_roster())


def test_twenty_members_and_a_bound_are_within_an_event() -> None:
    long = everybody_in_turn(a_roster())[0].model_copy(update={"members": ("cedar", "plane") * 10, "until": date(2026, 12, 12)})
    (schedule,) = shifted(a_roster(), (long,))
    assert len(schedule.events[0].members) == 20
    # The first Monday that is not held is the 14th; the day before it nobody of the rotation is on.
    assert schedule.events[0].until == "2026-12-13T05:00:00Z"


def test_replaced_rotations_are_the_last_events() -> None:
    before = everybody_in_turn(a_roster([MORNING, NIGHT]))
    after = replaced(before, since=MONDAY + 28 * DAY, members={"morning": ("plane",)})
    (old,), (new,) = shifted(a_roster([MORNING, NIGHT]), before), shifted(a_roster([MORNING, NIGHT]), after)
    assert [one.name for one in new.events[:14]] == [one.name for one in old.events]
    assert {one.members for one in new.events[14:]} == {("PPLANE",)}


def test_levels_are_rules_in_their_order_and_own_people_come_first_in_hours() -> None:
    second = a_roster([STANDBY], name="platform")
    made = policies([office(), a_roster([MORNING, NIGHT]), second], in_hours="storefront", levels=("operations", "platform"), repeats=9)
    assert made.in_hours
    assert [[seat.lane for seat in rule.seats] for rule in made.always.rules] == [["morning", "night"], ["standby"]]
    assert [rule.seats[0].roster for rule in made.in_hours.rules] == ["storefront", "operations", "platform"]
    assert {rule.delay_minutes for rule in (*made.always.rules, *made.in_hours.rules)} == {10}
    assert (made.always.loops, made.always.name, made.in_hours.name) == (9, "Storefront", "Storefront in hours")


@pytest.mark.parametrize(
    ("roster", "conditions"),
    [
        pytest.param(
            office(heads_on={"saturday": 0, "sunday": 0}),
            ("now in Mon,Tue,Wed,Thu,Fri 09:00:00 to 18:00:00 Europe/Istanbul",),
            id="an office",
        ),
        pytest.param(
            office(zone="Europe/Kyiv", heads=0, heads_on={"friday": 1}), ("now in Fri 09:00:00 to 18:00:00 Europe/Kiev",), id="a day"
        ),
        pytest.param(
            office(start="22:00", heads=0, heads_on={"sunday": 1, "friday": 1}),
            ("now in Fri,Sun 22:00:00 to 23:59:59 Europe/Istanbul", "now in Mon,Sat 00:00:00 to 07:00:00 Europe/Istanbul"),
            id="over midnight",
        ),
        pytest.param(
            office(start="15:00", heads=0, heads_on={"monday": 1}),
            ("now in Mon 15:00:00 to 23:59:59 Europe/Istanbul",),
            id="up to midnight",
        ),
    ],
)
def test_the_hours_of_a_team_are_those_in_which_its_roster_has_somebody(roster: Roster, conditions: tuple[str, ...]) -> None:
    assert policies([roster, a_roster()], in_hours="storefront").conditions == conditions


def test_a_team_without_people_of_its_own_has_one_policy() -> None:
    made = policies([a_roster()])
    assert (made.in_hours, made.conditions) == (None, ())
