"""Work that a scenario announces keeps people from being told for exactly that long, as the plan's own windows do."""

from collections.abc import Mapping
from typing import Any

import pytest

from estate.alerting.newrelic.resources import MUTING_RULE
from estate.alerting.testing.announced import DOWNTIME, announced
from estate.alerting.testing.marks import clock_of
from estate.alerting.testing.truth import Truth
from estate.errors import InputError
from tests.alerting.testing.worlds import Monitor, bench, errors_above, scenario

WINDOW = {"services": ["payment"], "from": "11:00", "until": "11:30"}
DOWN = Monitor(
    name="upgrade.checkout",
    type=DOWNTIME,
    inputs={
        "monitorIdentifier": {"monitorTags": ["service:checkout", "env:production"]},
        "oneTimeSchedule": {"start": "2026-12-03T03:00:00Z", "end": "2026-12-03T05:00:00Z"},
        "scope": "*",
        "notifyEndStates": ["alert", "no data", "warn"],
        "notifyEndTypes": ["expired"],
    },
)
MUTE = Monitor(
    name="upgrade",
    type=MUTING_RULE,
    inputs={
        "enabled": True,
        "condition": {
            "operator": "OR",
            "conditions": [{"attribute": "conditionName", "operator": "STARTS_WITH", "values": ["[production] checkout."]}],
        },
        "schedule": {"startTime": "2026-12-03T06:00:00", "endTime": "2026-12-03T08:00:00", "timeZone": "Europe/Istanbul"},
    },
)
TAGGED = errors_above(5)
TAGGED = Monitor(name=TAGGED.name, inputs={**TAGGED.inputs, "tags": ["service:payment", "env:production"]})


def told(errors: str, **window: Any) -> list[str]:
    one = scenario(errors=errors, maintenance=[{**WINDOW, **window}])
    tried = bench(TAGGED, DOWN)
    return [clock_of(found.time) for found in tried.hear("datadog", one, tried.stored("datadog", Truth(scenario=one))).told]


@pytest.mark.parametrize(
    ("errors", "window", "calls"),
    [
        pytest.param("0 until 11:05 then 50 until 11:15 then 0", {}, 0, id="what begins and ends meanwhile is told to nobody"),
        pytest.param("0 until 11:05 then 50 until 11:15 then 0", {"services": ["cart"]}, 1, id="another service's work is no reason"),
        pytest.param("0 until 10:40 then 50 until 10:50 then 0", {}, 1, id="what began before is told"),
        pytest.param("0 until 11:31 then 50 until 11:40 then 0", {}, 1, id="what comes a minute later is told"),
    ],
)
def test_nobody_is_told_while_work_is_announced(errors: str, window: Mapping[str, Any], calls: int) -> None:
    assert len(told(errors, **window)) == calls


def test_what_is_still_wrong_when_the_work_is_over_is_told_then() -> None:
    (at,) = told("0 until 11:05 then 50")
    assert "11:30" <= at <= "11:32"


def test_a_downtime_of_the_plan_is_the_pattern_for_each_service() -> None:
    one = scenario(maintenance=[{**WINDOW, "services": ["payment", "cart"]}])
    first, second = announced((DOWN,), one, "datadog")
    assert [made.inputs["monitorIdentifier"]["monitorTags"][0] for made in (first, second)] == ["service:payment", "service:cart"]
    assert first.inputs["oneTimeSchedule"] == {"start": "2026-11-24T11:00:00Z", "end": "2026-11-24T11:30:00Z"}
    assert first.inputs["notifyEndStates"] == DOWN.inputs["notifyEndStates"]


def test_a_muting_rule_of_the_plan_is_the_pattern_for_all_of_them() -> None:
    (made,) = announced((MUTE,), scenario(maintenance=[{**WINDOW, "services": ["payment", "cart"]}]), "newrelic")
    assert [part["values"] for part in made.inputs["condition"]["conditions"]] == [["[production] payment."], ["[production] cart."]]
    assert made.inputs["schedule"] == {"startTime": "2026-11-24T11:00:00", "endTime": "2026-11-24T11:30:00", "timeZone": "UTC"}


def test_a_plan_that_announces_nothing_has_no_pattern() -> None:
    with pytest.raises(InputError, match="no DowntimeSchedule that shows how it is announced; expected a window"):
        announced((), scenario(maintenance=[WINDOW]), "datadog")
