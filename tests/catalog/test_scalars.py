"""Held against two other readers: PyYAML (YAML 1.1) and ruamel.yaml (YAML 1.2)."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError as NewYamlError

from estate.catalog.scalars import AmbiguousWordError, plain_value

TRAPS = {
    "no": "the switch false",
    "NO": "the switch false",
    "on": "the switch true",
    "yes": "the switch true",
    "12:30": "the number 750",
    "0123": "the number 83",
    "012345678901": "a number",
    "1_000": "the number 1000",
    "0x1F": "the number 31",
    "0o17": "a number",
    "1e3": "a number",
    ".inf": "the number inf",
    "=": "a sign of its own",
    "<<": "a sign of its own",
    "1" * 30: "a number",
}


@pytest.mark.parametrize(("word", "reading"), TRAPS.items(), ids=TRAPS)
def test_a_word_that_readers_of_yaml_change_is_refused(word: str, reading: str) -> None:
    with pytest.raises(AmbiguousWordError) as refused:
        plain_value(word)
    assert refused.value.reading == reading


@pytest.mark.parametrize(
    ("word", "value"),
    [("16.10", 16.10), ("true", True), ("FALSE", False), ("~", None), ("", None), ("-3", -3), ("0", 0), ("2026-01-05", "2026-01-05")],
)
def test_a_clear_word_has_the_value_that_everybody_reads(word: str, value: object) -> None:
    assert plain_value(word) == value


def old_reader(word: str) -> Any:
    return yaml.safe_load(f"word: {word}\n")["word"]


def new_reader(word: str) -> Any:
    return YAML(typ="safe", pure=True).load(f"word: {word}\n")["word"]


def as_written(value: Any, word: str) -> Any:
    """Dates stay text here: compare them as they were written."""
    return word if isinstance(value, date) else value


@given(st.text(alphabet="0123456789.:_+-eEoxXbnyYNsfTtrRuUaAlLL~=<", min_size=1, max_size=10))
@example("1.5e3")
@example("0b11")
@example("1:30.5")
@example("0777")
@example(".5")
@example("+.INF")
def test_no_accepted_word_means_something_else_to_another_reader(word: str) -> None:
    try:
        value = plain_value(word)
    except AmbiguousWordError:
        return
    for reader in (old_reader, new_reader):
        try:
            other = as_written(reader(word), word)
        except (yaml.YAMLError, NewYamlError, ValueError, TypeError):
            continue  # no plain word to that reader at all
        assert other == value or isinstance(other, dict), f"{word!r} is {value!r} here and {other!r} there"
