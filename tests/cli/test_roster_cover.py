"""`estate roster cover`: somebody is away, and others take the shifts without breaking anything."""

from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from estate.roster.judging import violations
from tests.cli.catalog_commands import Outcome, run
from tests.roster.live_estate import EU, MX, OPS, LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def cover(live: LiveEstate, *arguments: object) -> Outcome:
    return run(["roster", "cover", *arguments, "--catalog", live.folder])


def files(live: LiveEstate) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (live.folder / "rosters").iterdir()}


def broken(live: LiveEstate) -> list[str]:
    catalog = live.catalog
    return [one.text for one in violations(catalog, {name: live.lock(name) for name in catalog.rosters})]


def takers(proposal: Any) -> list[tuple[str, str]]:
    return [(handed["date"], handed["to"]) for handed in proposal["handed"]]


def test_every_shift_of_the_span_gets_somebody_who_may_work_it(live: LiveEstate) -> None:
    document = cover(live, "olive", "2026-12-14", "2026-12-20", "--json").document
    assert document["shifts"] == 2
    for proposal in document["proposals"]:
        assert [day for day, _ in takers(proposal)] == ["2026-12-15", "2026-12-18"]
        assert {person for _, person in takers(proposal)} <= {*EU} - {"olive"}


def test_nothing_is_written_until_a_proposal_is_taken(live: LiveEstate) -> None:
    before = files(live)
    assert cover(live, "olive", "2026-12-14", "2026-12-20").code == ExitCode.GOOD
    assert cover(live, "olive", "2026-12-14", "2026-12-20", "--dry-run").code == ExitCode.GOOD
    assert files(live) == before


def test_whoever_bears_least_is_proposed_first(live: LiveEstate) -> None:
    # By day cedar has 10 shifts of four weeks, linden and olive 9: the first shift of the span goes to linden.
    (first, second) = cover(live, "olive", "2026-12-15", "2026-12-15", "--json").document["proposals"]
    assert (takers(first), takers(second)) == ([("2026-12-15", "linden")], [("2026-12-15", "cedar")])


def test_what_was_carried_from_the_last_horizon_counts(live: LiveEstate) -> None:
    live.estate.write("rosters/ops.yaml", OPS + "carried:\n  - {person: linden, hours: 100}\n")
    live.solve("ops")
    (first, _) = cover(live, "olive", "2026-12-15", "2026-12-15", "--json").document["proposals"]
    assert takers(first) == [("2026-12-15", "cedar")]


def test_the_proposal_that_is_taken_becomes_overrides_and_an_absence(live: LiveEstate) -> None:
    outcome = cover(live, "olive", "2026-12-14", "2026-12-20", "--take", 2, "--json")
    chosen = takers(outcome.document["proposals"][1])
    roster = live.catalog.rosters["ops"]
    assert [(one.date.isoformat(), one.person, one.instead_of, one.why) for one in roster.overrides] == [
        (day, person, "olive", "cover") for day, person in chosen
    ]
    assert [(one.person, one.first.isoformat(), one.last.isoformat()) for one in roster.absences][1:] == [
        ("olive", "2026-12-14", "2026-12-20")
    ]
    assert broken(live) == []
    assert live.text().startswith(OPS.removesuffix("\n")), "every word of its authors is still there"


def test_taken_days_that_are_known_already_are_not_written_twice(live: LiveEstate) -> None:
    cover(live, "olive", "2026-12-08", "2026-12-10", "--take", 1)
    spans = [(one.first.day, one.last.day) for one in live.catalog.rosters["ops"].absences]
    assert spans == [(9, 9), (8, 8), (10, 10)]
    assert live.estate.mistakes() == []


def test_a_whole_week_of_standby_goes_to_one_person(live: LiveEstate) -> None:
    live.estate.change("rosters/second.yaml", "rules:\n", "  - {person: pine, region: all, country: MX, hours: 46h}\nrules:\n")
    live.estate.change(
        "people.yaml", "people:\n", f"people:\n  - {{name: pine, team: platform, zone: America/Mexico_City, datadog: {PINE}}}\n"
    )
    live.solve("second")
    (first, *_) = cover(live, "alder", "2026-12-07", "2026-12-11", "--json").document["proposals"]
    assert len({person for _, person in takers(first)}) == 1
    assert len(takers(first)) == 5


PINE = "ffffffff-0000-0000-0000-000000000000"


def test_where_nobody_can_it_is_said_for_each_person_why(live: LiveEstate) -> None:
    # Agave and yucca have the nights around the one of ceiba, and four in a row are allowed; 37 hours between are not there.
    live.estate.change("rosters/ops.yaml", "at_least: 11h", "at_least: 37h")
    live.solve("ops")
    before = files(live)
    outcome = cover(live, "ceiba", "2026-12-14", "2026-12-14", "--json")
    assert outcome.code == ExitCode.FOUND
    assert {one["person"]: one["text"] for one in outcome.document["refused"]} == {
        "agave": "agave rests 12h between the night of 2026-12-13 and the night of 2026-12-14; at least 37h",
        "yucca": "yucca rests 36h between the night of 2026-12-12 and the night of 2026-12-14; at least 37h",
    }
    assert files(live) == before
    assert cover(live, "ceiba", "2026-12-14", "2026-12-14", "--take", 1).code == ExitCode.FOUND
    assert files(live) == before


def test_the_owner_of_work_on_tier_1_cannot_be_covered_for_it(live: LiveEstate) -> None:
    outcome = cover(live, "ceiba", "2026-12-08", "2026-12-08")
    assert outcome.code == ExitCode.FOUND
    assert "Nobody can take the night of 2026-12-08, 20:00-08:00 without breaking a rule:" in outcome.out
    assert "till-database opens 2026-12-09T03:00Z, when ceiba is not on shift" in outcome.out


def test_somebody_without_a_shift_needs_no_cover_and_the_absence_is_written(live: LiveEstate) -> None:
    outcome = cover(live, "linden", "2026-12-07", "2026-12-07", "--take", 1)
    assert outcome.code == ExitCode.GOOD
    assert "no shift of ops" in outcome.out
    assert ("linden", 7) in {(one.person, one.first.day) for one in live.catalog.rosters["ops"].absences}


def test_days_are_those_of_the_persons_own_calendar(live: LiveEstate) -> None:
    # Agave's night of Monday begins 20:00 in Istanbul, which is 11:00 in Mexico City on the same day; a standby of alder's begins
    # at 08:00 in Istanbul; for somebody in Mexico City it would be the evening before.
    live.estate.change(
        "people.yaml", "{name: birch, team: platform, zone: Europe/Kyiv", "{name: birch, team: platform, zone: America/Mexico_City"
    )
    live.solve("second")
    document = cover(live, "birch", "2026-12-14", "2026-12-14", "--json").document
    assert [handed["date"] for handed in document["proposals"][0]["handed"]] == ["2026-12-15"]


REFUSED = {
    "no date": (["olive", "tomorrow", "2026-12-20"], "FROM: 'tomorrow' is no date"),
    "the wrong way round": (["olive", "2026-12-20", "2026-12-14"], "TO is 2026-12-14, before FROM, 2026-12-20"),
    "somebody unknown": (["oliv", "2026-12-14", "2026-12-20"], "'oliv' is in no roster\n    did you mean 'olive'?"),
    "a proposal that there is not": (
        ["olive", "2026-12-15", "2026-12-15", "--take", "3"],
        "--take 3: there are 2 proposals; nothing was written",
    ),
    "both": (["olive", "2026-12-15", "2026-12-15", "--take", "1", "--dry-run"], "--take writes and --dry-run does not"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(live: LiveEstate, arguments: list[str], told: str) -> None:
    before = files(live)
    assert told in cover(live, *arguments).error
    assert files(live) == before


def test_a_proposal_is_told_with_what_it_loads_on_whom(live: LiveEstate) -> None:
    out = cover(live, "olive", "2026-12-15", "2026-12-15").out
    assert " Tue 15 Dec  day    08:00-20:00  olive -> linden\n   linden then bears " in out
    assert out.endswith("Next: estate roster cover olive 2026-12-15 2026-12-15 --roster ops --take 1\n")
    assert {*MX}.isdisjoint(out.split())
