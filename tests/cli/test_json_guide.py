"""The page that documents the JSON names every command that prints some, and every field of those that cost nothing to ask."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from estate.cli.main import app
from tests.cli.test_help import COMMANDS, ROOT

GUIDE = (ROOT / "docs/guide/json.md").read_text()
ROWS = dict(re.findall(r"^\| (`estate .+?) \| (.+) \|$", GUIDE, re.MULTILINE))
BY_COMMAND = {name: text for names, text in ROWS.items() for name in re.findall(r"`estate ([a-z ]+)`", names)}
BY_NAME = {"shares", "counts", "vendors", "values", "worked", "carried", "owed"}
"""Below these stand names, not fields; or fields that say themselves."""


def fields(document: Any) -> Iterator[str]:
    """The names of all fields, however deep."""
    for name, value in document.items() if isinstance(document, dict) else ():
        yield name
        yield from () if name in BY_NAME else fields(value)
    for value in document if isinstance(document, list) else ():
        yield from fields(value)


def test_every_command_with_json_has_a_row() -> None:
    with_json = {" ".join(path) for path, command in COMMANDS.items() if any("--json" in given.opts for given in command.params)}
    assert set(BY_COMMAND) == with_json


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "schema --check",
        "alerts list",
        "alerts explain checkout.availability",
        "alerts prometheus production --to {folder}",
        "evidence list",
        "policy test kms_key_rotates",
        "roster prove",
    ],
)
def test_every_field_is_documented(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    words = line.format(folder=tmp_path).split()
    shown = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    text = next(BY_COMMAND[name] for name in (" ".join(words[:2]), words[0]) if name in BY_COMMAND)
    if line.startswith("alerts explain"):
        text += BY_COMMAND["alerts list"]
    assert {name for name in fields(shown) if f"`{name}`" not in text} <= {"version"}
