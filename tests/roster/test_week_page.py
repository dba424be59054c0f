"""The week that is printed: all that a person needs on one page, and nothing from elsewhere."""

import re
from datetime import date
from pathlib import Path

import pytest

from estate.cli.roster_desk import open_desk
from estate.roster.week_page import picture
from estate.roster.week_view import WeekView, week_view
from tests.cli.catalog_commands import run
from tests.roster.live_estate import OPS, LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def view_of(live: LiveEstate, *names: str, monday: date = date(2026, 12, 7)) -> WeekView:
    return week_view(open_desk(live.folder), names or ("ops",), monday)


def page(live: LiveEstate, tmp_path: Path, *arguments: str) -> str:
    outcome = run(["roster", "week", *arguments, "--html", tmp_path / "week.html", "--catalog", live.folder])
    assert outcome.error == ""
    return (tmp_path / "week.html").read_text()


def test_the_page_needs_nothing_but_itself(live: LiveEstate, tmp_path: Path) -> None:
    text = page(live, tmp_path, "--week", "2026-W50")
    assert re.findall(r"<script|https?:|<link|src=|@import|url\(", text) == []
    assert "<svg " in text
    assert "@page { size: A4 landscape" in text
    assert "prefers-color-scheme: dark" in text


def test_each_lane_has_its_people_and_its_hours_in_each_zone_of_them(live: LiveEstate) -> None:
    day, night = view_of(live).rows
    assert [cell.people for cell in day.cells] == [(who,) for who in ("cedar", "linden", "cedar", "olive", "linden", "olive", "cedar")]
    assert day.hours == ("08:00-20:00 Istanbul", "07:00-19:00 Kyiv")
    assert night.hours == ("20:00-08:00 Istanbul", "11:00-23:00 Mexico City")
    assert (day.handover, night.handover) == ("come 15 min before", "")


def test_hand_offs_say_from_when_both_are_there(live: LiveEstate) -> None:
    monday, tuesday, *_ = view_of(live).days
    assert monday.hand_offs == ("08:00 cedar comes", "20:00 cedar → agave")
    assert tuesday.hand_offs == ("07:45-08:00 agave → linden", "20:00 linden → ceiba")


def test_planned_work_stands_in_each_shift_that_it_falls_in(live: LiveEstate) -> None:
    day, night = view_of(live).rows
    told = "Wed 06:00-09:00 till-database, owner ceiba"
    assert [cell.planned for cell in night.cells] == [(), (told,), (), (), (), (), ()]
    assert [cell.planned for cell in day.cells] == [(), (), (told,), (), (), (), ()]


def test_whoever_stands_in_is_shown_with_whom_for(live: LiveEstate, tmp_path: Path) -> None:
    run(["roster", "swap", "agave", "ceiba", "2026-W51", "--catalog", live.folder])
    assert view_of(live, monday=date(2026, 12, 14)).rows[1].cells[0].notes == ("for ceiba (swap)",)
    assert "for ceiba (swap)</text>" in page(live, tmp_path, "ops", "--week", "2026-W51")


def test_holidays_stand_at_the_head_of_their_day_escaped(live: LiveEstate, tmp_path: Path) -> None:
    view = view_of(live, monday=date(2026, 12, 28))
    assert [day.holidays for day in view.days] == [(), (), (), (), ("MX New Year's Day", "TR New Year's Day"), (), ()]
    assert view.span == "28 December 2026 to 3 January 2027"
    assert "New Year&#39;s Day" in page(live, tmp_path, "ops", "--week", "2026-W53")


def test_hours_that_a_change_of_clocks_moves_stand_on_the_days_that_have_them(live: LiveEstate) -> None:
    # Kyiv's clocks go forward on Sunday, 28 March 2027 (Directive 2000/84/EC); Istanbul's never do.
    live.estate.change("rosters/shop.yaml", "first: 2026-12-07", "first: 2027-03-22")
    live.estate.change("rosters/shop.yaml", "zone: Europe/Istanbul", "zone: Europe/Kyiv")
    live.estate.change("rosters/shop.yaml", ", heads_on: {saturday: 0, sunday: 0}", "")
    live.solve_by_clock("shop", "maple")
    (office,) = view_of(live, "shop", monday=date(2027, 3, 22)).rows
    assert office.hours == ("09:00-18:00 Kyiv", "10:00-19:00 Istanbul")
    assert [cell.notes for cell in office.cells] == [()] * 6 + [("09:00-18:00 Kyiv", "09:00-18:00 Istanbul")]


@pytest.mark.parametrize("names", [("ops",), ("ops", "second", "third", "shop")], ids=["one roster", "all"])
def test_boxes_stand_edge_to_edge_and_hold_their_words(live: LiveEstate, names: tuple[str, ...]) -> None:
    drawn = picture(view_of(live, *names))
    assert sum(box.width * box.height for box in drawn.boxes) == pytest.approx(drawn.width * drawn.height, rel=0.001)
    for box in drawn.boxes:
        for words in box.words:
            assert box.y < words.y < box.y + box.height, words.text
            assert words.x + len(words.text) * words.size * 0.6 <= box.x + box.width, words.text


def test_a_long_name_is_written_smaller_and_stays_in_its_box(live: LiveEstate) -> None:
    long = "bartholomew-montgomery-x"
    live.estate.change("people.yaml", "{name: maple", f"{{name: {long}")
    live.estate.change("rosters/shop.yaml", "person: maple", f"person: {long}")
    live.solve("shop", lambda day, _: long if day % 7 < 5 else None)
    drawn = picture(view_of(live, "shop"))
    (words, *_) = [words for box in drawn.boxes for words in box.words if words.text == long]
    assert len(long) * words.size * 0.6 <= 134


def test_a_week_that_no_lock_has_is_refused(live: LiveEstate, tmp_path: Path) -> None:
    outcome = run(["roster", "week", "ops", "--week", "2027-W10", "--html", tmp_path / "week.html", "--catalog", live.folder])
    assert outcome.error == "2027-W10 is not in the lock of ops; expected 2026-W50 to 2026-W53"
    assert not (tmp_path / "week.html").exists()


def test_a_page_of_a_stale_lock_says_so(live: LiveEstate, tmp_path: Path) -> None:
    words = "ops changed after it was solved"
    assert words not in page(live, tmp_path, "ops", "--week", "2026-W50")
    live.estate.write("rosters/ops.yaml", OPS + "disturbance_budget: 9\n")
    assert words in page(live, tmp_path, "ops", "--week", "2026-W50")
