"""Where two values differ; expectations are read off the values by hand."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.graph.differences import ABSENT, Difference, differences, format_path, parse_path
from estate.graph.model import SECRET, UNKNOWN

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


def paths(before: Any, after: Any, **options: Any) -> list[str]:
    return [one.path for one in differences({"p": before}, {"p": after}, **options)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param(1, 2, ["p"], id="a scalar"),
        pytest.param({"a": 1, "b": 2}, {"a": 1, "b": 3}, ["p.b"], id="inside a block"),
        pytest.param([{"memory": 512}], [{"memory": 768}], ["p[0].memory"], id="inside a list"),
        pytest.param(["a", "b", "c"], ["b", "c"], ["p[0]"], id="the first of a list is gone, the others have not changed"),
        pytest.param(["a", "c"], ["a", "b", "c"], ["p[1]"], id="one more in the middle"),
        pytest.param({"cost-centre": 1}, {"cost-centre": 2}, ['p["cost-centre"]'], id="a key that is no word"),
        pytest.param(True, 1, ["p"], id="true is not 1"),
        pytest.param("5432", 5432, ["p"], id="text is not a number"),
        pytest.param(dict(UNKNOWN), dict(UNKNOWN), [], id="unknown on both sides"),
        pytest.param(dict(UNKNOWN), "x", ["p"], id="unknown becomes known"),
        pytest.param(dict(SECRET), dict(SECRET), [], id="secret on both sides"),
        pytest.param(dict(SECRET), "x", ["p"], id="a secret becomes public"),
        pytest.param({"k": 1}, dict(UNKNOWN), ["p"], id="a block becomes unknown"),
        pytest.param('{"a": [1, 2]}', '{ "a" : [1,2] }', [], id="the same JSON in other spelling"),
        pytest.param('{"a": [1, 2]}', '{"a": [1, 3]}', ["p.a[1]"], id="inside a JSON document"),
        pytest.param('{"a": "{\\"b\\": 1}"}', '{"a": "{\\"b\\": 2}"}', ["p.a.b"], id="a document inside a document"),
        pytest.param('{"a": 1}', "[1]", ["p"], id="a document of another kind"),
        pytest.param("{no json", "{no jsom", ["p"], id="a brace makes no document"),
    ],
)
def test_each_difference_has_the_path_of_its_place(before: Any, after: Any, expected: list[str]) -> None:
    assert paths(before, after) == expected


def test_inside_a_document_the_property_is_that_of_the_document() -> None:
    (one,) = differences({"d": [{"policy": '{"a": 1}'}]}, {"d": [{"policy": '{"a": 2}'}]})
    assert one == Difference(path="d[0].policy.a", prop="d[0].policy", before=1, after=2)


def test_what_one_side_lacks_is_absent_there() -> None:
    added, removed = differences({"old": 1}, {"new": 2})
    assert (added.path, added.before, added.after) == ("new", ABSENT, 2)
    assert (removed.path, removed.before, removed.after) == ("old", 1, ABSENT)


@pytest.mark.parametrize(
    "ignored",
    ["p", "p.rules", "p.rules[0]", "p.rules[*].priority", "p.rules[0].priority", 'p["rules"]'],
)
def test_what_is_ignored_shows_nothing_below_it(ignored: str) -> None:
    before, after = {"rules": [{"priority": 1}]}, {"rules": [{"priority": 2}]}
    assert paths(before, after, ignored=[ignored]) == []


@pytest.mark.parametrize("ignored", ["rules", "p.rule", "p.rules[1]", "p.rules[0].priority.more"])
def test_what_merely_resembles_an_ignored_path_is_shown(ignored: str) -> None:
    before, after = {"rules": [{"priority": 1}]}, {"rules": [{"priority": 2}]}
    assert paths(before, after, ignored=[ignored]) == ["p.rules[0].priority"]


@given(st.lists(st.integers(0, 99) | st.text(min_size=1, max_size=5).filter(lambda word: word != "*"), min_size=1, max_size=4))
def test_a_path_is_read_as_it_was_written(way: list[str | int]) -> None:
    assert parse_path(format_path(tuple(way))) == tuple(way)


@given(JSON)
def test_a_value_does_not_differ_from_itself_nor_from_its_document(value: Any) -> None:
    assert not differences({"p": value}, {"p": value})
    assert not differences({"p": json.dumps([value])}, {"p": json.dumps([value], indent=1)})


@given(JSON, JSON)
def test_values_that_differ_differ_somewhere(before: Any, after: Any) -> None:
    equal = json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)
    assert equal == (not differences({"p": before}, {"p": after}))
