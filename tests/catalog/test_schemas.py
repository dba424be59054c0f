"""The JSON Schemas that editors read."""

import json
from pathlib import Path
from typing import Any

import pytest
from check_jsonschema.parsers import ParserSet
from jsonschema import Draft202012Validator

from estate.catalog.layout import ALERT_TESTS_ENDING, FILES, FOLDERS, LOCK_ENDING
from estate.catalog.schemas import schemas
from tests.catalog.estates import Estate

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
SOURCES = sorted(
    path
    for path in CATALOG.rglob("*.yaml")
    if path.parent.name in {*FOLDERS, "catalog"} and not path.name.endswith((LOCK_ENDING, ALERT_TESTS_ENDING))
)


def kind_of(path: Path) -> str:
    """The name of a file's kind, by where it lies."""
    return (FILES[path.name] if path.name in FILES else FOLDERS[path.parent.name]).name


def complaints(schema: str, instance: Any) -> list[str]:
    return [error.message for error in Draft202012Validator(json.loads(schemas()[f"{schema}.json"])).iter_errors(instance)]


def parse(path: Path) -> Any:
    """The file as check-jsonschema reads it, which is no reader of ours."""
    return ParserSet().parse_file(path, "yaml")


@pytest.mark.parametrize("name", schemas())
def test_the_schema_in_the_repository_is_fresh(name: str) -> None:
    assert (CATALOG / "schema" / name).read_text() == schemas()[name], "run: estate schema"


@pytest.mark.parametrize("name", schemas())
def test_the_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(CATALOG)))
def test_a_file_names_its_schema_and_fits_it(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert first.startswith(prefix)
    assert (path.parent / first.removeprefix(prefix)).resolve() == CATALOG / "schema" / f"{kind_of(path)}.json"
    assert complaints(kind_of(path), parse(path)) == []


WRONG = {
    "an unknown key": ("services/till.yaml", "tier: 1", "teir: 1"),
    "a word that is none": ("services/till.yaml", "need: hard", "need: haard"),
    "a time of day": ("environments/live.yaml", '"05:00"', '"25:00"'),
    "a tier without quotes that is none": ("environments/live.yaml", '  "3"', '  "5"'),
    "a duration": ("stores/letters.yaml", "30s", "30 seconds"),
    "a version that moves": ("environments/live.yaml", "till: 1.4.0", "till: latest"),
    "an image id that is none": ("environments/live.yaml", "ami-0123456789abcdef0", "ami-debian"),
    "an address range": ("environments/live.yaml", "10.1.0.0/16", "10.1.0.0"),
    "an unknown kind": ("stores/news.yaml", "kind: topic", "kind: topik"),
    "a variable in small letters": ("services/till.yaml", "memory: 64", "memory: 64, variables: {abc: x}"),
}


@pytest.mark.parametrize(("file", "old", "new"), WRONG.values(), ids=WRONG)
def test_what_the_models_refuse_an_editor_underlines(estate: Estate, file: str, old: str, new: str) -> None:
    path = estate.catalog / file
    assert complaints(kind_of(path), parse(path)) == []
    estate.change(file, old, new)
    assert complaints(kind_of(path), parse(path)) != []
    assert estate.mistakes() != []


def patterns_without_words(schema: Any) -> list[str]:
    if isinstance(schema, list):
        return [found for part in schema for found in patterns_without_words(part)]
    if not isinstance(schema, dict):
        return []
    own = (
        [schema["pattern"]] if isinstance(schema.get("pattern"), str) and not ({"patternErrorMessage", "examples"} & schema.keys()) else []
    )
    return own + [found for part in schema.values() for found in patterns_without_words(part)]


@pytest.mark.parametrize("name", schemas())
def test_every_pattern_is_said_in_words(name: str) -> None:
    assert patterns_without_words(json.loads(schemas()[name])) == [], "make the field with `matching`"
