import re
from pathlib import Path

import pytest

from estate.cli.exit_codes import ExitCode
from tests.catalog.estates import Estate
from tests.cli.catalog_commands import run


def test_a_good_catalog_is_one_verdict_with_counts(estate: Estate) -> None:
    outcome = run(["check", "--catalog", estate.catalog])
    assert outcome.code == ExitCode.GOOD
    verdict, then = outcome.out.splitlines()
    assert re.fullmatch(r"Good: 2 environments, 2 people, 0 rosters, 3 services, 7 stores, 2 teams \(16 files read in \d+\.\d s\)", verdict)
    assert then == "Next: estate plan"


def test_mistakes_come_with_place_and_hint_and_a_count(estate: Estate) -> None:
    estate.change("services/till.yaml", "service: shelf", "service: shlef")
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    outcome = run(["check", "--catalog", estate.catalog])
    assert outcome.code == ExitCode.INPUT
    *lines, blank, count = outcome.out.splitlines()
    assert lines == [
        "catalog/services/till.yaml:10:15  depends_on[0].service: 'shlef' is no service",
        "    did you mean 'shelf'? (3 services are known: estate check --list services)",
        "catalog/stores/news.yaml:4:7  tier: 7 is no tier; expected 1, 2, 3 or 4",
    ]
    assert blank == ""
    assert re.fullmatch(r"2 mistakes in 2 files \(16 files read in \d+\.\d s\)", count)


def test_json_holds_every_mistake_and_is_the_same_each_time(estate: Estate) -> None:
    estate.change("stores/news.yaml", "tier: 2", "tier: 7")
    outcome = run(["check", "--json", "--catalog", estate.catalog])
    assert outcome.code == ExitCode.INPUT
    assert outcome.document == {
        "version": 1,
        "good": False,
        "files": 16,
        "counts": {"environments": 2, "people": 2, "rosters": 0, "services": 3, "stores": 7, "teams": 2},
        "mistakes": [
            {
                "file": "catalog/stores/news.yaml",
                "line": 4,
                "column": 7,
                "path": "tier",
                "text": "7 is no tier; expected 1, 2, 3 or 4",
                "hint": None,
            }
        ],
    }
    assert run(["check", "--json", "--catalog", estate.catalog]) == outcome


NAMES = {
    "services": ["night", "shelf", "till"],
    "stores": ["books", "carts", "letters", "news", "pictures", "stream", "visits"],
    "teams": ["platform", "store"],
    "people": ["agave", "cedar"],
    "environments": ["live", "trial"],
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_list_is_a_name_a_line(estate: Estate, kind: str) -> None:
    assert run(["check", "--list", kind, "--catalog", estate.catalog]).out.splitlines() == NAMES[kind]
    assert run(["check", "--list", kind, "--json", "--catalog", estate.catalog]).document == {"version": 1, kind: NAMES[kind]}


def test_names_are_listed_while_the_catalog_is_broken(estate: Estate) -> None:
    estate.write("services/till.yaml", "name: [")
    outcome = run(["check", "--list", "services", "--catalog", estate.catalog])
    assert (outcome.code, outcome.out.split()) == (ExitCode.GOOD, NAMES["services"])


def test_a_list_of_what_is_no_kind_is_refused(estate: Estate) -> None:
    assert run(["check", "--list", "servces", "--catalog", estate.catalog]).code == ExitCode.INPUT


def test_the_catalog_of_the_current_folder_is_the_default(estate: Estate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(estate.catalog.parent)
    assert run(["check"]).code == ExitCode.GOOD


def test_where_there_is_no_catalog_the_option_is_named(tmp_path: Path) -> None:
    outcome = run(["check", "--catalog", tmp_path / "nowhere"])
    assert outcome.code == ExitCode.INPUT
    assert "nowhere  is no folder; expected the catalog's\n    name it: --catalog FOLDER" in outcome.out


def test_square_brackets_in_a_mistake_are_no_markup(estate: Estate) -> None:
    estate.change("services/till.yaml", "owner: store", 'owner: "[red]store[/red]"')
    assert "'[red]store[/red]' does not fit" in run(["check", "--catalog", estate.catalog]).out
