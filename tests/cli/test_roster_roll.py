"""`estate roster roll`: the next horizon knows what was before it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from estate.cli.exit_codes import ExitCode
from tests.cli.catalog_commands import Outcome, run
from tests.roster.live_estate import OPS, LiveEstate, live_estate

AFTER = "2027-01-05T12:00Z"
"""The horizon's four weeks end with 3 January."""


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def roll(live: LiveEstate, *arguments: object, at: str = AFTER) -> Outcome:
    return run(["roster", "roll", "ops", "--at", at, *arguments, "--catalog", live.folder])


def test_the_horizon_moves_on_by_its_weeks_and_keeps_its_length(live: LiveEstate) -> None:
    assert roll(live).code == ExitCode.GOOD
    horizon = live.catalog.rosters["ops"].horizon
    assert (horizon.first, horizon.weeks) == (date(2027, 1, 4), 4)


def test_the_words_of_its_authors_stay(live: LiveEstate) -> None:
    roll(live)
    changed = OPS.replace("2026-12-07, weeks", "2027-01-04, weeks").replace("absences:\n", "absences: []\n")
    assert live.text().startswith(changed.replace("  - {person: olive, first: 2026-12-09, last: 2026-12-09}\n", ""))


def test_the_last_two_weeks_are_remembered_shift_by_shift(live: LiveEstate) -> None:
    expected = [(shift.lane, shift.date, shift.who) for shift in live.lock().shifts if shift.date >= date(2026, 12, 21)]
    roll(live)
    earlier = live.catalog.rosters["ops"].earlier
    assert [(one.lane, one.date, one.person) for one in earlier] == expected
    assert len(earlier) == 2 * 14


def test_whoever_worked_more_than_their_share_carries_it_on(live: LiveEstate) -> None:
    # Of the 28 days cedar has 10 and linden and olive 9 each, of 12.25 h with the handover: 122.5, 110.25, 110.25; mean 114 1/3.
    roll(live)
    hours = {debt.person: debt.hours for debt in live.catalog.rosters["ops"].carried}
    assert (hours["cedar"], hours["linden"], hours["olive"]) == (8, -4, -4)


def test_only_what_was_worked_before_the_new_first_day_is_carried(live: LiveEstate) -> None:
    # Of the first 14 days cedar and linden have 5 each and olive 4: 61.25, 61.25 and 49 h; mean 57 1/6.
    roll(live, "--weeks", 2)
    hours = {debt.person: debt.hours for debt in live.catalog.rosters["ops"].carried}
    assert (hours["cedar"], hours["linden"], hours["olive"]) == (4, 4, -8)


def test_what_is_past_is_dropped_and_what_is_to_come_stays(live: LiveEstate) -> None:
    more = "  - {person: cedar, first: 2027-01-10, last: 2027-01-12}\n  - {person: linden, first: 2027-01-02, last: 2027-01-06}\n"
    live.estate.write("rosters/ops.yaml", OPS + more)
    live.solve("ops")
    run(["roster", "swap", "agave", "ceiba", "2026-W51", "--catalog", live.folder])
    outcome = roll(live, "--json")
    roster = live.catalog.rosters["ops"]
    assert [one.person for one in roster.absences] == ["cedar", "linden"], "one that reaches over the edge is not past"
    assert roster.overrides == ()
    assert (outcome.document["dropped"]["overrides"], outcome.document["dropped"]["absences"]) == (5, 1)


def test_weeks_that_still_run_are_not_left_without_a_roster(live: LiveEstate) -> None:
    before = live.text()
    outcome = roll(live, at="2026-12-24T12:00Z")
    assert outcome.code == ExitCode.FOUND
    assert outcome.out == (
        "ops runs until 2027-01-03; rolled by all of its 4 weeks and solved,\n"
        "it would have nobody on until then. Nothing was written.\n"
        "Keep what runs: estate roster roll ops --weeks 2\n"
        "Move by all: estate roster roll ops --weeks 4\n"
    )
    assert live.text() == before


def test_weeks_that_the_lock_has_stay_as_they_are_published(live: LiveEstate) -> None:
    run(["roster", "swap", "agave", "ceiba", "2026-W53", "--catalog", live.folder])
    roll(live, "--weeks", 2, at="2026-12-24T12:00Z")
    roster = live.catalog.rosters["ops"]
    assert (roster.horizon.first, roster.frozen_until) == (date(2026, 12, 21), date(2027, 1, 4))
    assert {one.date for one in roster.overrides} <= {date(2026, 12, 28) + count * timedelta(days=1) for count in range(7)}
    assert len(roster.overrides) == 5
    assert {one.date for one in roster.earlier} == {date(2026, 12, 7) + count * timedelta(days=1) for count in range(14)}


def test_what_was_frozen_is_frozen_no_more_once_it_is_past(live: LiveEstate) -> None:
    live.estate.write("rosters/ops.yaml", OPS + "frozen_until: 2026-12-21\n")
    live.solve("ops")
    roll(live)
    assert live.catalog.rosters["ops"].frozen_until is None


def test_the_rolled_catalog_is_good_and_its_lock_is_stale_until_it_is_solved(live: LiveEstate) -> None:
    before = live.lock()
    roll(live)
    assert live.estate.mistakes() == []
    assert live.lock() == before
    assert "the lock of ops is stale" in roll(live).error


def test_a_dry_run_writes_nothing(live: LiveEstate) -> None:
    before = live.text()
    outcome = roll(live, "--dry-run")
    assert outcome.code == ExitCode.GOOD
    assert "Nothing was written: --dry-run.\n" in outcome.out
    assert live.text() == before
