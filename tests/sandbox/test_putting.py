"""What was observed comes into the place of what was declared; where the place is not clear, nobody knows."""

from typing import Any

import pytest

from estate.graph.model import UNKNOWN
from estate.sandbox.putting import put
from estate.sandbox.readback import ABSENT

UNSURE = dict(UNKNOWN)


@pytest.mark.parametrize(
    ("values", "path", "declared", "observed", "changed"),
    [
        pytest.param({"a": True}, "a", True, False, {"a": False}, id="a switch"),
        pytest.param({"a": 1, "b": 2}, "b", 2, ABSENT, {"a": 1}, id="taken away"),
        pytest.param({"tags": {"owner": "x", "b": "y"}}, "tags.owner", "x", ABSENT, {"tags": {"b": "y"}}, id="a tag taken away"),
        pytest.param({"a": {"b": 1}}, "a.b", 1, 2, {"a": {"b": 2}}, id="inside a block"),
        pytest.param({"r": [{"s": "on"}]}, "r.s", "on", "off", {"r": [{"s": "off"}]}, id="in a list of one"),
        pytest.param({"r": [{"s": "on"}, {"s": "x"}]}, "r.s", "on", "off", {"r": [{"s": "off"}, {"s": "x"}]}, id="the one that was so"),
        pytest.param({"r": [{"s": "on"}, {"s": "on"}]}, "r.s", "on", "off", {"r": UNSURE}, id="which of two is not clear"),
        pytest.param({"r": [{"s": 1}, {"s": 1}]}, "r.s", 1, UNSURE, {"r": [{"s": UNSURE}, {"s": UNSURE}]}, id="unknown wherever it was"),
        pytest.param({"g": ["a"]}, "g", ["a"], ["b", "c"], {"g": ["b", "c"]}, id="a list of texts"),
        pytest.param({"g": ["a"]}, "g", ["a"], [{"Id": "b"}], {"g": ["b"]}, id="a list that AWS wraps"),
        pytest.param({"g": ["a"]}, "g", ["a"], [{"Id": "b", "C": 1}], {"g": UNSURE}, id="a list of another form"),
        pytest.param({"a": "x"}, "a", "x", {"B": 1}, {"a": UNSURE}, id="a value of another form"),
        pytest.param({"a": "x"}, "b.c", 1, 2, {"a": "x", "b": UNSURE}, id="a place that is not there"),
    ],
)
def test_a_difference_is_put_where_it_was(values: dict[str, Any], path: str, declared: object, observed: object, changed: object) -> None:
    before = repr(values)
    assert put(values, path, declared, observed) == changed
    assert repr(values) == before, "what was declared stays as it was"
