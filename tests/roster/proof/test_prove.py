from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estate.catalog.roster import format_instant
from estate.roster.proof.clock import installed
from estate.roster.proof.invariants import INVARIANTS
from estate.roster.proof.prove import prove
from tests.roster.proof.planting import (
    PLANTINGS,
    STANDBY_CALL,
    Planting,
    agreed,
    both,
    edited,
    gone,
    later_than_before,
    member,
    roster,
    rule,
    works,
)
from tests.roster.proof.situations import CHANGE, FIRST, dates, good

SOLVER = {15, 17}
"""What takes solving is proved with the solver."""

PEOPLE = ("ash", "birch", "cedar", "dogwood", "gum", "fir")


def test_hand_made_locks_over_a_clock_change_have_no_violation() -> None:
    assert good().proof().violations == ()


@pytest.mark.parametrize("planting", PLANTINGS, ids=lambda planting: f"{planting.invariant}: {planting.name}")
def test_what_was_planted_is_found_with_its_instant_and_person(planting: Planting) -> None:
    found = planting.change(good()).proof().violations
    said = [(one.roster, format_instant(one.at) if one.at else None, one.who) for one in found if one.invariant == planting.invariant]
    assert (planting.roster, planting.at, planting.who) in said
    texts = [one.text for one in found if (one.invariant, one.who) == (planting.invariant, planting.who)]
    assert any(planting.words in text for text in texts), texts


def test_a_violation_of_each_invariant_is_planted() -> None:
    assert {planting.invariant for planting in PLANTINGS} | SOLVER == {invariant.number for invariant in INVARIANTS} == set(range(1, 18))


def test_the_lost_hour_of_rest_is_the_only_violation_of_eleven_hours() -> None:
    found = good().with_rules("shop", rest={"at_least": "11h"}).proof().violations
    assert [(one.invariant, one.who) for one in found] == [(4, "cedar")]
    assert found[0].source == "the rest"


def test_the_late_lane_after_the_day_is_no_quick_return_but_the_next_day_is() -> None:
    same_date = works("gum", ("day", 10), ("late", 10))(good()).proof().violations
    next_date = works("gum", ("late", 10), ("day", 11))(good()).proof().violations
    returns = [[(one.who, one.at) for one in found if one.source == "the return"] for found in (same_date, next_date)]
    assert returns == [[], [("gum", datetime(2027, 3, 11, 6, tzinfo=UTC))]]


def test_a_cover_that_was_agreed_is_no_violation() -> None:
    assert agreed("gum", "late", 10)(good()).proof().violations == ()


@pytest.mark.parametrize("frozen_until", [None, "2027-03-15"], ids=["open weeks", "published weeks"])
def test_a_cover_changes_no_published_week_and_costs_no_budget(frozen_until: str | None) -> None:
    changed = later_than_before(roster(frozen_until=frozen_until, disturbance_budget=0), agreed("gum", "late", 10))
    assert changed(good()).proof().violations == ()


@pytest.mark.parametrize(
    ("limits", "weeks"),
    [
        pytest.param({}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], id="always"),
        pytest.param({"regions": ["eu"]}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], id="their region"),
        pytest.param({"regions": ["mx"]}, [], id="another region"),
        pytest.param({"since": "2027-03-21"}, [2, 3, 4, 5, 6, 7, 8, 9], id="since the Sunday of a week: that week too"),
        pytest.param({"until": "2027-03-15"}, [0, 1], id="until a Monday: its week is free"),
        pytest.param({"until": "2027-03-16"}, [0, 1, 2], id="until a Tuesday: its week is not"),
    ],
)
def test_a_rule_holds_for_its_regions_and_for_each_week_that_it_touches(limits: dict[str, object], weeks: list[int]) -> None:
    found = rule("weekly_hours", at_most="85h", **limits)(good()).proof().violations
    assert sorted((one.at.date() - FIRST).days // 7 for one in found if one.at) == weeks


def test_what_a_leaver_leaves_behind_counts_for_those_who_take_it() -> None:
    leaver = both(member("dogwood", leaves="2027-03-10"), works("gum", *(("late", day) for day in range(10, 15))))
    found = later_than_before(roster(disturbance_budget=4), leaver)(good()).proof().violations
    assert [one.text.split(";")[0] for one in found if one.invariant == 10] == ["5 person-days change"]


def test_without_an_earlier_lock_the_report_says_that_changes_were_not_seen() -> None:
    assert good().proof().unseen[10] == "no earlier lock of backup, desk, shop to compare with"


def test_a_missing_lock_leaves_what_reaches_over_rosters_unseen() -> None:
    everything = good().evidence()
    proof = prove(replace(everything, cases={"shop": everything.cases["shop"]}, proved=frozenset({"shop"})))
    assert proof.violations == ()
    assert [proof.unseen[number] for number in (3, 13, 14)] == ["without a lock: backup, desk"] * 3


@settings(max_examples=25)
@given(day=st.sampled_from(dates()), lane=st.sampled_from(["day", "late"]), who=st.sampled_from(PEOPLE))
def test_no_shift_can_be_given_to_another_without_being_found(day: date, lane: str, who: str) -> None:
    situation = good()
    (shift,) = [one for one in situation.locks["shop"].shifts if (one.lane, one.date) == (lane, day)]
    found = situation.with_who("shop", {(lane, day): who}).proof().violations
    named = {(one.at, one.who) for one in found}
    assert ((shift.start, who) in named) == (shift.who != who)


@settings(max_examples=25)
@given(day=st.sampled_from(dates()), lane=st.sampled_from(["day", "late"]), minutes=st.integers(1, 11 * 60))
def test_every_minute_without_anybody_is_found(day: date, lane: str, minutes: int) -> None:
    (shift,) = [one for one in good().locks["shop"].shifts if (one.lane, one.date) == (lane, day)]
    found = edited("shop", lane, day, start=shift.start + timedelta(minutes=minutes))(good()).proof().violations
    assert [one.at for one in found if one.invariant == 1] == [shift.start]


@pytest.fixture
def other_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A machine whose time zone database is this folder, empty at first."""
    monkeypatch.setattr("zoneinfo.TZPATH", (str(tmp_path),))
    installed.cache_clear()
    yield tmp_path
    installed.cache_clear()


def test_a_zone_that_has_changed_since_is_found_where_the_databases_part(other_database: Path) -> None:
    (other_database / "Europe").mkdir()
    # Kyiv without its summer time, as a law of 2024 that was never signed would have had it.
    winter_all_year = files("tzdata").joinpath("zoneinfo", "Africa", "Tripoli").read_bytes()
    (other_database / "Europe" / "Kyiv").write_bytes(winter_all_year)
    (other_database / "tzdata.zi").write_text("# version 2099z\n")
    found = good().proof().violations
    assert {one.invariant for one in found} == {11}
    first = next(one for one in found if one.roster == "shop")
    assert first.at == CHANGE - timedelta(hours=7), "the end of the late lane of 27 March is the first clock beyond the change"
    assert "2099z" in first.text


def test_a_machine_without_a_database_is_said_not_to_have_been_asked(other_database: Path) -> None:
    proof = good().proof()
    assert proof.violations == ()
    assert "no time zone database of its own" in proof.unseen[11]


@pytest.mark.parametrize("asked", ["shop", "backup"])
def test_what_two_rosters_share_is_said_whichever_of_them_is_asked_for(asked: str) -> None:
    twice = works("ash", ("standby", 3), roster="backup")(good()).evidence()
    found = prove(replace(twice, proved=frozenset({asked}))).violations
    assert {(3, "ash"), (13, "ash")} <= {(one.invariant, one.who) for one in found if one.roster == asked}


def test_a_rest_after_a_call_out_is_asked_for_by_the_roster_of_the_next_shift_too() -> None:
    called = roster("backup", call_outs=[STANDBY_CALL])(good()).evidence()
    found = prove(replace(called, proved=frozenset({"shop"}))).violations
    assert [(one.invariant, one.who) for one in found] == [(4, "cedar")]


def test_office_hours_do_not_shorten_what_is_judged_of_the_levels() -> None:
    first = gone("backup", "standby", date(2027, 3, 1))(good()).proof().violations
    texts = [one.text for one in first if one.invariant == 13 and one.at == datetime(2027, 3, 1, 6, tzinfo=UTC)]
    assert any(text.endswith("for store") for text in texts)
