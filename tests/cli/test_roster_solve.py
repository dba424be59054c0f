"""`estate roster solve` and `leave`, as a person starts them, on a copy of the reference team for four weeks."""

from pathlib import Path

import pytest

from estate.catalog.load import load_catalog
from estate.cli.exit_codes import ExitCode
from estate.cli.roster_solving import leave, solve_rosters
from estate.errors import InputError
from estate.roster.lock import lock_file
from tests.catalog.estates import Estate
from tests.cli.roster_team import SHOP, on_call

BEFORE = "2027-02-01"
"""A day before the horizon."""


@pytest.fixture
def catalog(estate: Estate) -> Path:
    return on_call(estate)


def roster_text(catalog: Path) -> str:
    return (catalog / "rosters/shop.yaml").read_text()


def test_a_solved_roster_is_written_and_read_back(catalog: Path) -> None:
    outcome = solve_rosters(catalog, ["shop"], today=BEFORE, dry_run=False)
    lock = lock_file(catalog, "shop").read()
    assert outcome.code is ExitCode.GOOD
    assert len(lock.shifts) == 4 * 7
    assert lock == outcome.solved[0].solution.lock


def test_a_dry_run_writes_nothing(catalog: Path) -> None:
    assert not solve_rosters(catalog, [], today=BEFORE, dry_run=True).written
    assert not lock_file(catalog, "shop").path.exists()


def test_a_roster_that_nobody_can_fill_keeps_its_old_lock(catalog: Path) -> None:
    solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    path = lock_file(catalog, "shop").path
    before = path.read_bytes()
    (catalog / "rosters/shop.yaml").write_text(SHOP.replace("at_most: 40h", "at_most: 16h"))
    with pytest.raises(InputError, match="nobody can fill it; these cannot all be had") as refused:
        solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    assert "at most 16h a week for all" in str(refused.value)
    assert "at most 16h a week -> at most 24h a week" in str(refused.value)
    assert path.read_bytes() == before


def test_an_unknown_roster_is_answered_with_the_nearest(catalog: Path) -> None:
    with pytest.raises(InputError, match=r"'shpo' is no roster\n    did you mean 'shop'\?"):
        solve_rosters(catalog, ["shpo"], today=BEFORE, dry_run=False)


def test_whoever_leaves_has_no_shift_after_it_and_the_file_keeps_its_comments(catalog: Path) -> None:
    solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    before = lock_file(catalog, "shop").read()
    outcome = leave(catalog, "cedar", "2027-03-15", roster=None, today=BEFORE, dry_run=False)
    after = lock_file(catalog, "shop").read()
    assert outcome.code is ExitCode.GOOD
    assert [shift for shift in after.shifts if str(shift.date) < "2027-03-15"] == [
        shift for shift in before.shifts if str(shift.date) < "2027-03-15"
    ]
    assert all(shift.who != "cedar" for shift in after.shifts if str(shift.date) >= "2027-03-15")
    text = SHOP.replace("person: cedar", "person: cedar, leaves: 2027-03-15") + "frozen_until: 2027-03-15\n"
    assert roster_text(catalog) == text
    assert load_catalog(catalog).rosters["shop"].frozen_until is not None


def test_more_changes_than_the_budget_are_found_and_not_written(catalog: Path) -> None:
    solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    path = catalog / "rosters/shop.yaml"
    path.write_text(SHOP + "disturbance_budget: 1\n")
    before = lock_file(catalog, "shop").path.read_bytes()
    outcome = leave(catalog, "cedar", "2027-03-15", roster=None, today=BEFORE, dry_run=False)
    assert outcome.code is ExitCode.FOUND
    assert lock_file(catalog, "shop").path.read_bytes() == before
    assert roster_text(catalog) == SHOP + "disturbance_budget: 1\n"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("tomorrow", "--from: 'tomorrow' is no date"),
        ("2030-01-01", "2030-01-01 is outside the horizon of shop; expected a day after 2027-03-01 and before 2027-03-29"),
    ],
)
def test_a_day_that_cannot_be_is_refused(catalog: Path, day: str, told: str) -> None:
    solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    with pytest.raises(InputError) as refused:
        leave(catalog, "cedar", day, roster=None, today=BEFORE, dry_run=False)
    assert told in str(refused.value)


def test_what_has_begun_stays_as_it_was_although_nothing_is_frozen(catalog: Path) -> None:
    solve_rosters(catalog, [], today=BEFORE, dry_run=False)
    before = lock_file(catalog, "shop").read()
    away = before.shifts[14].who
    absent = SHOP + "absences:\n  - {person: %s, first: 2027-03-%s, last: 2027-03-28}\n"
    (catalog / "rosters/shop.yaml").write_text(absent % (away, "01"))
    with pytest.raises(InputError, match="the days before 2027-03-16 stay as they are in the lock"):
        solve_rosters(catalog, [], today="2027-03-15", dry_run=False)
    (catalog / "rosters/shop.yaml").write_text(absent % (away, "16"))
    solve_rosters(catalog, [], today="2027-03-15", dry_run=False)
    after = lock_file(catalog, "shop").read()
    assert after.shifts[:15] == before.shifts[:15]
    assert away not in {shift.who for shift in after.shifts[15:]}


def test_a_day_that_is_none_is_refused(catalog: Path) -> None:
    with pytest.raises(InputError, match="--as-of: 'today' is no date"):
        solve_rosters(catalog, [], today="today", dry_run=False)
