"""What stands in braces is looked up; braces may hold JMESPath hashes."""

import pytest

from estate.sandbox.template import expressions, fill

KNOWN = {"in": {"name": "shop", "port": 80.0, "actions": [{"Type": "forward", "Config": {"Groups": [{"Arn": "a", "Weight": 1}]}}]}}


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        pytest.param("{in.port}", 80.0, id="a value keeps its type"),
        pytest.param("{in.name}:{in.port}", "shop:80", id="in text, whole numbers have no fraction"),
        pytest.param({"Name": "{in.name}", "Port": "{in.missing}"}, {"Name": "shop"}, id="what is not known is left out"),
        pytest.param({"Inner": {"Port": "{in.missing}"}}, None, id="nothing is known"),
        pytest.param("{in.actions[].{type: Type}}", [{"type": "forward"}], id="a hash"),
        pytest.param(
            "{in.actions[].{type: Type, to: {groups: Config.Groups[].{arn: Arn}}}}",
            [{"type": "forward", "to": {"groups": [{"arn": "a"}]}}],
            id="hashes in hashes",
        ),
        pytest.param("{{name: in.name}}", {"name": "shop"}, id="a hash alone"),
    ],
)
def test_a_template_is_filled_with_what_is_known(template: object, filled: object) -> None:
    assert fill(template, KNOWN) == filled


def test_every_expression_of_a_template_is_found() -> None:
    assert expressions({"a": "{in.a}-{in.b}", "b": ["{[].{c: {d: e}}}"]}) == ("in.a", "in.b", "[].{c: {d: e}}")


def test_a_block_that_is_empty_by_intent_stays() -> None:
    assert fill({"Status": {}}, KNOWN) == {"Status": {}}


def test_a_negation_that_binds_too_tightly_is_refused() -> None:
    with pytest.raises(ValueError, match=r"write !\(a.b\)"):
        fill("{!in.port}", KNOWN)
