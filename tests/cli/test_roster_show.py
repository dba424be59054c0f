"""`estate roster show`: the calendar in a terminal."""

from pathlib import Path

import pytest

from tests.cli.catalog_commands import Outcome, run
from tests.roster.live_estate import OPS, LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def show(live: LiveEstate, *arguments: object) -> Outcome:
    return run(["roster", "show", *arguments, "--catalog", live.folder, "--zone", "Europe/Istanbul"])


def test_a_week_is_a_line_a_day_with_marks_for_now_and_for_planned_work(live: LiveEstate) -> None:
    assert show(live, "ops", "--weeks", 1, "--at", "2026-12-09T08:30").out == (
        " Wednesday 9 Dec 08:30 in Istanbul (05:30 UTC)\n"
        "\n"
        "             ops\n"
        "             day           night\n"
        "             08:00-20:00   20:00-08:00\n"
        "             Istanbul\n"
        " 2026-W50\n"
        " Mon  7 Dec  cedar         agave\n"
        " Tue  8 Dec  linden        ceiba*\n"
        "             * Wed 06:00-09:00 till-database, owner ceiba\n"
        " Wed  9 Dec >cedar*        yucca\n"
        "             * Wed 06:00-09:00 till-database, owner ceiba\n"
        " Thu 10 Dec  olive         agave\n"
        " Fri 11 Dec  linden        ceiba\n"
        " Sat 12 Dec  olive         yucca\n"
        " Sun 13 Dec  cedar         agave\n"
        "\n"
        " > on now, * planned maintenance\n"
    )


def test_holidays_of_the_members_countries_are_named(live: LiveEstate) -> None:
    out = show(live, "ops", "--weeks", 1, "--from", "2027-01-01", "--at", "2026-12-09T08:30").out
    assert " Fri  1 Jan  linden        ceiba\n             MX New Year's Day; TR New Year's Day\n" in out


def test_swaps_are_marked_with_whom_they_are_for(live: LiveEstate) -> None:
    run(["roster", "swap", "agave", "ceiba", "2026-W51", "--catalog", live.folder])
    out = show(live, "ops", "--weeks", 1, "--from", "2026-12-14").out
    assert " Mon 14 Dec  linden        agave~\n             night: agave for ceiba (swap)\n" in out
    assert "~ swapped, covered or overridden" in out


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_every_lane_is_there(live: LiveEstate, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = show(live, "--weeks", 1, "--at", "2026-12-09T08:30").out.splitlines()
    assert max(len(line) for line in lines) <= width
    headings = " ".join(line for line in lines if line.startswith(" " * 13))
    assert {"day", "night", "standby", "office"} <= {*headings.split()}


def test_all_rosters_stand_in_the_order_in_which_they_are_called(live: LiveEstate) -> None:
    document = show(live, "--json", "--weeks", 1, "--at", "2026-12-09T08:30").document
    assert [roster["name"] for roster in document["rosters"]] == ["ops", "second", "third", "shop"]


def test_json_has_every_shift_of_the_weeks_and_says_which_are_on(live: LiveEstate) -> None:
    document = show(live, "ops", "--json", "--weeks", 4, "--from", "2026-12-07", "--at", "2026-12-09T08:30").document
    shifts = [shift for day in document["rosters"][0]["days"] for shift in day["shifts"]]
    assert len(shifts) == 4 * 7 * 2
    assert [(shift["person"], shift["start"], shift["maintenance"]) for shift in shifts if shift["on_now"]] == [
        ("cedar", "2026-12-09T05:00Z", ["till-database"])
    ]


def test_outside_the_horizon_the_nearest_week_is_shown(live: LiveEstate) -> None:
    assert " 2026-W50\n" in show(live, "ops", "--weeks", 1, "--at", "2026-11-01T08:30").out
    assert " 2026-W53\n" in show(live, "ops", "--weeks", 1, "--at", "2027-11-01T08:30").out


def test_a_date_outside_of_what_is_solved_is_refused_with_what_is(live: LiveEstate) -> None:
    told = "--from: 2027-01-04 is not in what is solved; expected a date from 2026-12-07 to 2027-01-03"
    assert told in show(live, "ops", "--from", "2027-01-04").error


def test_a_roster_that_there_is_not_is_refused(live: LiveEstate) -> None:
    assert "'opps' is no roster\n    did you mean 'ops'?" in show(live, "opps").error


def test_a_lock_that_is_missing_is_said(live: LiveEstate) -> None:
    (live.folder / "rosters/second.lock.yaml").unlink()
    assert "second.lock.yaml is missing; solve it: estate roster solve second" in show(live).error
    assert show(live, "ops").error == ""


def test_two_who_work_a_lane_together_stand_in_one_cell(live: LiveEstate) -> None:
    file = "rosters/shop.lock.yaml"
    live.estate.change("rosters/shop.yaml", "regions: [all], heads_on", "regions: [all], heads: 2, heads_on")
    live.estate.change(
        "rosters/shop.yaml", "  - {person: maple", "  - {person: elm, region: all, country: UA, hours: 40h}\n  - {person: maple"
    )
    from estate.roster.lock import format_lock

    lock = live.solve("shop")
    seats = tuple(shift.model_copy(update={"seat": 2, "who": "elm"}) for shift in lock.shifts)
    live.estate.write(file, format_lock(lock.model_copy(update={"shifts": (*lock.shifts, *seats)})))
    assert " Mon  7 Dec  maple+elm\n" in show(live, "shop", "--weeks", 1, "--from", "2026-12-07").out


def test_a_lock_older_than_its_roster_is_said_to_be_stale(live: LiveEstate) -> None:
    fresh = show(live, "ops", "--at", "2026-12-09T08:30")
    live.estate.write("rosters/ops.yaml", OPS + "disturbance_budget: 9\n")
    told = show(live, "ops", "--at", "2026-12-09T08:30")
    assert "solved" not in fresh.out
    assert " ops changed after it was solved; this is what it was: estate roster solve ops\n" in told.out
    assert show(live, "ops", "--json").document["stale"] == ["ops"]
