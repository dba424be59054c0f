"""How values are written in rows."""

import pytest

from estate.sandbox.template import expressions, fill

CONTEXT = {"id": "acl-1", "in": {"port": 5432.0}, "state": {"Entries": [{"RuleNumber": 100, "Egress": True}, {"RuleNumber": 90}]}}


def test_a_lone_placeholder_keeps_the_kind_of_its_value_and_one_in_text_becomes_text() -> None:
    assert fill("{in.port}", CONTEXT) == 5432.0
    assert fill("{id}:{in.port}", CONTEXT) == "acl-1:5432"


def test_what_nobody_knows_is_left_out() -> None:
    assert fill({"Port": "{in.port}", "Range": {"From": "{in.from}"}, "Names": ["{in.name}", "x"]}, CONTEXT) == {
        "Port": 5432.0,
        "Names": ["x"],
    }
    assert fill({"Status": {}}, CONTEXT) == {"Status": {}}, "a block that is empty by intent stays"


def test_blocks_are_built_by_a_hash_inside_the_braces() -> None:
    template = "{state.Entries[?Egress].{ruleNo: RuleNumber, id: `7`}}"
    assert fill(template, CONTEXT) == [{"ruleNo": 100, "id": 7}]
    assert expressions(template) == ("state.Entries[?Egress].{ruleNo: RuleNumber, id: `7`}",)


def test_a_negation_that_binds_too_tightly_is_refused() -> None:
    with pytest.raises(ValueError, match=r"write !\(a.b\)"):
        fill("{!in.port}", CONTEXT)
