"""The check of inputs against a provider's schema finds each kind of mistake."""

import re
from typing import Any

import pytest

from estate.graph.model import Resource
from tests.components.accepted import refused

GOOD: dict[str, Any] = {
    "timeZone": "Europe/Istanbul",
    "layers": [
        {
            "start": "2026-11-16T05:00:00Z",
            "rotationVirtualStart": "2026-11-16T05:00:00Z",
            "rotationTurnLengthSeconds": 604800,
            "users": ["PCEDARX"],
        }
    ],
}


def schedule(**inputs: Any) -> Resource:
    return Resource(
        urn="urn:pulumi:oncall-global::estate::pagerduty:index/schedule:Schedule::morning",
        type="pagerduty:index/schedule:Schedule",
        name="morning",
        parent="",
        custom=True,
        inputs={name: value for name, value in {**GOOD, **inputs}.items() if value is not None},
        depends_on=(),
        protect=False,
        aliases=(),
        ignore_changes=(),
        region=None,
        source=None,
    )


def test_what_the_schema_allows_is_accepted() -> None:
    assert not refused([schedule(), schedule(teams=["PTEAM01", {"$unknown": True}], description={"$secret": True})])


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        pytest.param({"timeZone": None}, "timeZone is missing", id="a required input"),
        pytest.param(
            {"layers": [{**GOOD["layers"][0], "users": "PCEDARX"}]}, r"layers\[0\].users is 'PCEDARX'; expected a list", id="a list"
        ),
        pytest.param({"layers": [{"users": []}]}, r"layers\[0\].rotationTurnLengthSeconds is missing", id="a required member"),
        pytest.param({"layer": []}, "layer is unknown; known are .*layers", id="a wrong word"),
        pytest.param({"overflow": "true"}, "overflow is 'true'; expected bool", id="text for a truth"),
        pytest.param({"timeZone": 3}, "timeZone is 3; expected str", id="a number for text"),
        pytest.param({"layers": [{**GOOD["layers"][0], "rotationTurnLengthSeconds": "604800"}]}, "expected int", id="text for a number"),
        pytest.param({"layers": [{**GOOD["layers"][0], "rotationTurnLengthSeconds": True}]}, "expected int", id="a truth for a number"),
    ],
)
def test_what_the_schema_does_not_allow_is_refused(inputs: dict[str, Any], told: str) -> None:
    (mistake,) = [text for text in refused([schedule(**inputs)]) if re.search(told, text)]
    assert mistake.startswith("pagerduty:index/schedule:Schedule morning: ")
