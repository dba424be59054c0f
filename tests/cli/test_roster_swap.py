"""`estate roster swap`: two people exchange a week, or nothing happens."""

from pathlib import Path

import pytest

from estate.cli.exit_codes import ExitCode
from estate.cli.roster_edit_files import write_together
from estate.errors import SurroundingsError
from estate.roster.lock import made_from
from tests.cli.catalog_commands import Outcome, run
from tests.roster.live_estate import OPS, LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def swap(live: LiveEstate, *arguments: object) -> Outcome:
    return run(["roster", "swap", *arguments, "--catalog", live.folder])


def nights(live: LiveEstate, first: int, last: int) -> list[str]:
    """Who has the nights from one day of December to another."""
    return [
        shift.who for shift in live.lock().shifts if shift.lane == "night" and first <= shift.date.day <= last and shift.date.month == 12
    ]


def files(live: LiveEstate) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (live.folder / "rosters").iterdir()}


def test_each_works_what_the_other_had_in_that_week_and_in_no_other(live: LiveEstate) -> None:
    week, others = nights(live, 14, 20), (nights(live, 7, 13), nights(live, 21, 31))
    outcome = swap(live, "agave", "ceiba", "2026-W51")
    assert outcome.code == ExitCode.GOOD
    trade = {"agave": "ceiba", "ceiba": "agave", "yucca": "yucca"}
    assert nights(live, 14, 20) == [trade[person] for person in week]
    assert (nights(live, 7, 13), nights(live, 21, 31)) == others


def test_the_roster_says_it_as_overrides_and_keeps_every_word_of_its_authors(live: LiveEstate) -> None:
    swap(live, "agave", "ceiba", "2026-W51")
    assert live.text() == (
        OPS + "overrides:\n"
        "  - {lane: night, date: 2026-12-14, person: agave, instead_of: ceiba, why: swap}\n"
        "  - {lane: night, date: 2026-12-16, person: ceiba, instead_of: agave, why: swap}\n"
        "  - {lane: night, date: 2026-12-17, person: agave, instead_of: ceiba, why: swap}\n"
        "  - {lane: night, date: 2026-12-19, person: ceiba, instead_of: agave, why: swap}\n"
        "  - {lane: night, date: 2026-12-20, person: agave, instead_of: ceiba, why: swap}\n"
    )


def test_the_lock_is_made_from_the_new_roster_and_remembers_who_had_the_shift(live: LiveEstate) -> None:
    swap(live, "agave", "ceiba", "2026-12-14")
    lock, catalog = live.lock(), live.catalog
    assert lock.made_from == made_from(catalog.rosters["ops"], catalog)
    (shift,) = [shift for shift in lock.shifts if shift.lane == "night" and shift.date.day == 14]
    assert (shift.who, shift.planned, shift.why, shift.was) == ("agave", "ceiba", "swap", ("ceiba",))


def test_swapping_back_leaves_no_override(live: LiveEstate) -> None:
    swap(live, "agave", "ceiba", "2026-W51")
    before = nights(live, 14, 20)
    assert swap(live, "ceiba", "agave", "2026-W51").code == ExitCode.GOOD
    assert nights(live, 14, 20) != before
    assert live.catalog.rosters["ops"].overrides == ()
    (shift,) = [shift for shift in live.lock().shifts if shift.lane == "night" and shift.date.day == 14]
    assert (shift.who, shift.why, shift.instead_of, shift.was) == ("ceiba", "rotation", None, ("ceiba", "agave"))


def test_what_would_break_is_said_and_nothing_is_written(live: LiveEstate) -> None:
    before = files(live)
    outcome = swap(live, "agave", "ceiba", "2026-W50")
    assert outcome.code == ExitCode.FOUND
    assert "till-database opens 2026-12-09T03:00Z, when ceiba is not on shift; agave is" in outcome.out
    assert outcome.out.endswith("Nothing was written.\n")
    assert files(live) == before


def test_too_little_rest_is_a_reason(live: LiveEstate) -> None:
    live.estate.change("rosters/ops.yaml", "at_least: 11h", "at_least: 13h")
    live.solve("ops")
    outcome = swap(live, "agave", "ceiba", "2026-W51", "--json")
    assert outcome.code == ExitCode.FOUND
    # Agave has the Sunday night before, until Monday 08:00, and would have the Monday night from 20:00.
    broken = [(one["person"], one["text"], one["source"]) for one in outcome.document["breaks"]]
    text = "agave rests 12h between the night of 2026-12-13 and the night of 2026-12-14; at least 13h"
    assert ("agave", text, "the contract") in broken
    assert outcome.document["written"] == []


def test_a_dry_run_writes_nothing(live: LiveEstate) -> None:
    before = files(live)
    outcome = swap(live, "agave", "ceiba", "2026-W51", "--dry-run")
    assert (outcome.code, files(live) == before) == (ExitCode.GOOD, True)
    assert outcome.out.endswith("Nothing was written: --dry-run.\n")


def test_json_names_each_shift_that_changes_hands(live: LiveEstate) -> None:
    document = swap(live, "agave", "ceiba", "2026-W51", "--json").document
    assert document["handed"][0] == {
        "lane": "night",
        "date": "2026-12-14",
        "seat": 1,
        "start": "2026-12-14T17:00Z",
        "end": "2026-12-15T05:00Z",
        "from": "ceiba",
        "to": "agave",
    }
    assert [Path(name).name for name in document["written"]] == ["ops.yaml", "ops.lock.yaml"]


def test_where_the_second_file_cannot_be_written_the_first_is_what_it_was(tmp_path: Path) -> None:
    first, new, second = tmp_path / "a.lock.yaml", tmp_path / "new.yaml", tmp_path / "no-folder" / "a.yaml"
    first.write_text("as it was\n")
    (tmp_path / "no-folder").write_text("a file where a folder belongs")
    with pytest.raises(SurroundingsError, match=r"a\.yaml cannot be written"):
        write_together({first: "changed\n", new: "made\n", second: "changed\n"})
    assert first.read_text() == "as it was\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lock.yaml", "no-folder"]


REFUSED = {
    "somebody unknown": (["agave", "ceibo", "2026-W51"], "'ceibo' is in no roster\n    did you mean 'ceiba'?"),
    "people of two rosters": (["agave", "alder", "2026-W51"], "agave and alder are in no roster together: agave in ops; alder in second"),
    "one person": (["agave", "agave", "2026-W51"], "'agave' cannot swap with themselves; expected two people"),
    "no week": (
        ["agave", "ceiba", "next week"],
        "'next week' is no week; expected an ISO week, such as 2026-W51, or the date of its Monday",
    ),
    "a week that a year has not": (["agave", "ceiba", "2027-W53"], "'2027-W53' is no week"),
    "a Tuesday": (
        ["agave", "ceiba", "2026-12-15"],
        "2026-12-15 is a Tuesday; expected the Monday of a week, such as 2026-12-14, or 2026-W51",
    ),
    "a week that is not solved": (["agave", "ceiba", "2027-W01"], "2027-W01 is not in the lock of ops; expected 2026-W50 to 2026-W53"),
    "a roster that there is not": (["agave", "ceiba", "2026-W51", "--roster", "op"], "'op' is no roster\n    did you mean 'ops'?"),
    "a roster that they are not in": (["agave", "ceiba", "2026-W51", "--roster", "second"], "'agave' is no member of second"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_there_is_not_is_refused_and_nothing_is_written(live: LiveEstate, arguments: list[str], told: str) -> None:
    before = files(live)
    assert told in swap(live, *arguments).error
    assert files(live) == before


def test_people_without_a_shift_in_the_week_have_nothing_to_swap(live: LiveEstate) -> None:
    live.solve("ops", lambda _, lane: "cedar" if lane == "day" else "yucca")
    told = "neither agave nor ceiba has a shift of ops in 2026-W51, the week of 2026-12-14"
    assert told in swap(live, "agave", "ceiba", "2026-W51").error


def test_a_stale_lock_is_solved_first(live: LiveEstate) -> None:
    live.estate.change("rosters/ops.yaml", "at_least: 11h", "at_least: 10h")
    assert (
        "the lock of ops is stale: its roster changed after it was solved\n    estate roster solve ops"
        in swap(live, "agave", "ceiba", "2026-W51").error
    )


def test_a_lock_edited_by_hand_is_refused_as_it_is(live: LiveEstate) -> None:
    live.estate.change("rosters/ops.lock.yaml", "who: agave", "who: yucca")
    before = files(live)
    assert "was edited by hand" in swap(live, "agave", "ceiba", "2026-W51").error
    assert files(live) == before
