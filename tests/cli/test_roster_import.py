"""`estate roster import`: a file that `estate check` takes, or nothing at all."""

import json
from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from tests.catalog.estates import Estate, small_estate
from tests.cli.catalog_commands import Outcome
from tests.cli.roster_commands import run_roster
from tests.roster.importing.exports import OPSGENIE, PAGERDUTY

PEOPLE = "people:\n" + "".join(
    f"  - {{name: {name}, team: platform, zone: Europe/Istanbul, email: {name}@corner.example,"
    f" datadog: 00000000-0000-0000-0000-00000000000{place}}}\n"
    for place, name in enumerate(("cedar", "plane", "new-one"))
)


@pytest.fixture
def estate(tmp_path: Path) -> Estate:
    made = small_estate(tmp_path)
    made.write("people.yaml", PEOPLE)
    return made


def run(estate: Estate, export: Any, *words: object, tool: str = "opsgenie") -> Outcome:
    file = estate.catalog.parent / "export.json"
    file.write_text(export if isinstance(export, str) else json.dumps(export))
    return run_roster(["import", tool, file, *words, "--catalog", estate.catalog])


def test_an_import_is_a_good_catalog_as_soon_as_its_people_are_known(estate: Estate) -> None:
    export = json.loads(json.dumps(OPSGENIE).replace("new.one@", "new-one@"))
    outcome = run(estate, export, "--to", estate.catalog / "rosters/support.yaml")
    assert outcome.code == ExitCode.GOOD
    assert outcome.out == ""
    assert estate.mistakes() == []
    catalog = estate.read().catalog
    assert catalog is not None
    assert [lane.name for lane in catalog.rosters["support"].lanes] == ["morning", "office-hours"]


def test_without_a_file_the_roster_alone_is_printed(estate: Estate) -> None:
    outcome = run(estate, OPSGENIE, "--name", "helpers")
    assert outcome.out.splitlines()[1:4] == ["name: helpers", "team: platform", 'description: "Around the clock"']
    assert "Not expressed:\n  Support: rotation Office hours: turns of nobody" in outcome.error
    assert not (estate.catalog / "rosters").exists()


def test_json_holds_the_file_and_the_remarks(estate: Estate) -> None:
    document = run(estate, OPSGENIE, "--json").document
    assert document["version"] == 1
    assert document["roster"] == "support"
    assert document["written"] is None
    assert document["text"].startswith("# yaml-language-server")
    assert len(document["not_expressed"]) == 6
    assert document["assumed"][0].startswith("duty: standby")


def test_of_several_schedules_some_are_chosen(estate: Estate) -> None:
    both = {"schedules": [PAGERDUTY["schedule"], {**PAGERDUTY["schedule"], "name": "Other"}]}
    refused = run(estate, both, tool="pagerduty")
    assert refused.error == ("the export has 2 schedules; say which become lanes of the roster: --schedule 'Night & day' or 'Other'")
    assert run(estate, both, "--schedule", "Night & day", "--json", tool="pagerduty").document["roster"] == "night-day"
    assert "no schedule 'Othr'\n    did you mean 'Other'?" in run(estate, both, "--schedule", "Othr", tool="pagerduty").error


@pytest.mark.parametrize(
    ("export", "words", "told"),
    [
        pytest.param(json.dumps(OPSGENIE)[:400], [], "export.json:1:", id="cut in half"),
        pytest.param("[]", [], "is not an export of Opsgenie's schedules", id="wrong shape"),
        pytest.param(json.dumps(OPSGENIE), ["--name", "../../evil"], "'../../evil' is no name", id="a path for a name"),
        pytest.param(json.dumps(OPSGENIE).replace("Europe/Istanbul", "../etc"), [], "is no time zone", id="a path for a zone"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_written(estate: Estate, export: str, words: list[str], told: str) -> None:
    outcome = run(estate, export, *words, "--to", estate.catalog / "rosters/support.yaml")
    assert told in outcome.error
    assert not (estate.catalog / "rosters").exists()


def test_a_file_that_is_there_stays(estate: Estate) -> None:
    file = estate.catalog.parent / "support.yaml"
    file.write_text("mine")
    assert "is there already" in run(estate, OPSGENIE, "--to", file).error
    assert file.read_text() == "mine"
