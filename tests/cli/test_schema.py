from pathlib import Path

from estate.cli.exit_codes import ExitCode
from tests.catalog.estates import Estate
from tests.cli.catalog_commands import run

NAMES = [
    "alerts.json",
    "environment.json",
    "maintenance.json",
    "organisation.json",
    "people.json",
    "prices.json",
    "remediation.json",
    "roster.json",
    "service.json",
    "store.json",
    "team.json",
    "usage.json",
    "waivers.json",
]


def written(estate: Estate) -> list[str]:
    return sorted(path.name for path in (estate.catalog / "schema").iterdir())


def test_schemas_are_written_and_then_fresh(estate: Estate) -> None:
    assert run(["schema", "--catalog", estate.catalog]).code == ExitCode.GOOD
    assert written(estate) == NAMES
    outcome = run(["schema", "--check", "--catalog", estate.catalog])
    assert (outcome.code, outcome.out) == (ExitCode.GOOD, "The schemas are fresh.\n")


def test_a_stale_schema_is_found_and_not_touched(estate: Estate) -> None:
    run(["schema", "--catalog", estate.catalog])
    stale = estate.catalog / "schema/store.json"
    stale.write_text("{}")
    outcome = run(["schema", "--check", "--catalog", estate.catalog])
    assert outcome.code == ExitCode.FOUND
    assert outcome.out == f"{stale} is stale\nNext: estate schema\n"
    assert stale.read_text() == "{}"


def test_only_what_is_stale_is_written_again(estate: Estate) -> None:
    run(["schema", "--catalog", estate.catalog])
    (estate.catalog / "schema/team.json").unlink()
    assert run(["schema", "--json", "--catalog", estate.catalog]).document == {"version": 1, "stale": ["team.json"], "written": True}
    assert written(estate) == NAMES


def test_a_broken_catalog_gets_its_schemas_all_the_same(estate: Estate) -> None:
    estate.write("services/till.yaml", "name: [")
    assert run(["schema", "--catalog", estate.catalog]).code == ExitCode.GOOD


def test_no_folder_is_made_where_there_is_no_catalog(tmp_path: Path) -> None:
    outcome = run(["schema", "--catalog", tmp_path / "nowhere"])
    assert "nowhere is no folder; expected the catalog's" in outcome.error
    assert not (tmp_path / "nowhere").exists()
