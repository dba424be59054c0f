"""What goes with a shift: planned work and the rest that is owed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from estate.roster.duties import duties_in, duties_of, rests_owed
from estate.roster.lock import Shift
from tests.roster.live_estate import MAINTENANCE, LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def planned(live: LiveEstate, roster: str = "ops") -> list[tuple[str, str]]:
    """Date and lane of each shift with planned work in it."""
    catalog = live.catalog
    found = [shift for shift in live.lock(roster).shifts if duties_in(shift, catalog.rosters[roster], duties_of(catalog))]
    return [(shift.date.isoformat(), shift.lane) for shift in found]


# The window is from 03:00 to 06:00 UTC on 9 December; the night ends, and the day begins, at 05:00.
WINDOWS = {
    "over a hand-off": ("06:00", "3h", [("2026-12-08", "night"), ("2026-12-09", "day")]),
    "up to a hand-off": ("06:00", "2h", [("2026-12-08", "night")]),
    "from a hand-off on": ("08:00", "1h", [("2026-12-09", "day")]),
    "over all of a shift": ("07:00", "14h", [("2026-12-08", "night"), ("2026-12-09", "day"), ("2026-12-09", "night")]),
}


@pytest.mark.parametrize(("start", "length", "expected"), WINDOWS.values(), ids=WINDOWS)
def test_planned_work_belongs_to_each_shift_that_it_falls_in(
    live: LiveEstate, start: str, length: str, expected: list[tuple[str, str]]
) -> None:
    live.estate.write("maintenance.yaml", MAINTENANCE.replace("T06:00", f"T{start}").replace("length: 3h", f"length: {length}"))
    assert planned(live) == expected


def test_planned_work_concerns_those_who_are_called_for_its_services(live: LiveEstate) -> None:
    (duty,) = duties_of(live.catalog)
    assert duty.rosters == {"ops", "second", "third", "shop"}
    live.estate.change("maintenance.yaml", "[till]", "[shelf]")
    live.estate.change("services/shelf.yaml", "owner: store", "owner: platform")
    (duty,) = duties_of(live.catalog)
    assert duty.rosters == {"ops", "second", "third"}, "the shop's own people are not called for the platform's services"
    assert planned(live, "shop") == []


def test_a_window_over_a_change_of_clocks_ends_where_the_wall_says(live: LiveEstate) -> None:
    # Kyiv's clocks go from 03:00 to 04:00 on 28 March 2027, at 01:00 UTC (Directive 2000/84/EC): 02:00 to 05:00 are two hours.
    window = MAINTENANCE.replace("2026-12-09T06:00", "2027-03-28T02:00").replace("Europe/Istanbul", "Europe/Kyiv")
    live.estate.write("maintenance.yaml", window)
    (duty,) = duties_of(live.catalog)
    assert (duty.start, duty.end) == (utc("2027-03-28T00:00"), utc("2027-03-28T02:00"))


CALL_OUT = "call_outs:\n  - {person: alder, start: 2026-12-08T01:00Z, end: 2026-12-08T02:10Z}\n"
RULE = "  - {kind: rest_after_call_out, at_least: 11h, source: the directive}\n"


def rests(live: LiveEstate, at: str) -> list[tuple[str, datetime, Shift | None]]:
    catalog = live.catalog
    locks = {name: live.lock(name) for name in catalog.rosters}
    return [(rest.person, rest.until, rest.breaks) for rest in rests_owed(catalog, locks, utc(at))]


def test_rest_runs_from_the_end_of_the_call(live: LiveEstate) -> None:
    live.estate.write("rosters/second.yaml", live.text("second") + CALL_OUT)
    assert rests(live, "2026-12-08T13:09") == [("alder", utc("2026-12-08T13:10"), None)]
    assert rests(live, "2026-12-08T13:10") == []


def test_to_stand_by_again_breaks_no_rest(live: LiveEstate) -> None:
    live.estate.write("rosters/second.yaml", live.text("second") + CALL_OUT)
    assert any(shift.who == "alder" and shift.start == utc("2026-12-08T05:00") for shift in live.lock("second").shifts)
    assert rests(live, "2026-12-08T03:00")[0][2] is None


def test_the_longest_rule_counts_and_one_that_has_ended_does_not(live: LiveEstate) -> None:
    longer = RULE.replace("11h", "12h") + RULE.replace("11h, ", "20h, until: 2026-12-08, ")
    live.estate.write("rosters/second.yaml", live.text("second").replace(RULE, RULE + longer) + CALL_OUT)
    assert [until for _, until, _ in rests(live, "2026-12-08T03:00")] == [utc("2026-12-08T14:10")]


def test_without_a_rule_no_rest_is_owed(live: LiveEstate) -> None:
    live.estate.write("rosters/second.yaml", live.text("second").replace(RULE, "") + CALL_OUT)
    assert rests(live, "2026-12-08T03:00") == []
