"""A service of PagerDuty: what its alerts pass before anybody is called."""

from collections.abc import Iterator
from typing import Any

import pytest

from estate.graph.record import Recording
from tests.components.builds import graph_of, of_type
from tests.components.samples.pagerduty import paged_service


@pytest.fixture(scope="module")
def quiet() -> Recording:
    return graph_of(paged_service.smallest)


@pytest.fixture(scope="module")
def loud() -> Recording:
    return graph_of(paged_service.largest)


def inputs_of(recording: Recording, kind: str) -> Any:
    """The inputs of the only resource of a type."""
    (found,) = of_type(recording, f"pagerduty:index/{kind[0].lower()}{kind[1:]}:{kind}").values()
    return found.inputs


def rules(recording: Recording) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule with the set that it stands in."""
    for one in inputs_of(recording, "EventOrchestrationService")["sets"]:
        for rule in one.get("rules", []):
            yield one["id"], rule


def test_a_time_to_wait_is_told_only_where_alerts_are_held_back(quiet: Recording, loud: Recording) -> None:
    assert inputs_of(quiet, "Service")["autoPauseNotificationsParameters"] == {"enabled": True, "timeout": 300}
    assert inputs_of(loud, "Service")["autoPauseNotificationsParameters"] == {"enabled": False}


def test_urgency_that_follows_the_hours_has_none_of_its_own(quiet: Recording, loud: Recording) -> None:
    assert inputs_of(quiet, "Service")["incidentUrgencyRule"] == {"type": "constant", "urgency": "low"}
    assert "supportHours" not in inputs_of(quiet, "Service")
    rule = inputs_of(loud, "Service")["incidentUrgencyRule"]
    assert set(rule) == {"type", "duringSupportHours", "outsideSupportHours"}
    assert rule["outsideSupportHours"]["urgency"] == "low"
    assert inputs_of(loud, "Service")["supportHours"]["daysOfWeeks"] == [1, 2, 3, 4, 5]


def test_alerts_of_one_kind_are_one_incident(loud: Recording) -> None:
    setting = inputs_of(loud, "AlertGroupingSetting")
    assert setting["type"] == "content_based"
    assert setting["config"] == {"aggregate": "all", "fields": ["component", "class"], "timeWindow": 900}
    assert setting["services"] == ["${index/service.production/email.id}"]


def test_rules_begin_at_the_start_and_lead_to_sets_that_are_there(loud: Recording) -> None:
    sets = [one["id"] for one in inputs_of(loud, "EventOrchestrationService")["sets"]]
    assert sets[0] == "start"
    assert {rule["actions"]["routeTo"] for _, rule in rules(loud) if "routeTo" in rule["actions"]} <= set(sets)
    assert inputs_of(loud, "EventOrchestrationService")["enableEventOrchestrationForService"] is True


def test_nothing_is_dropped_and_no_duplicate_is_made_or_unmade(loud: Recording) -> None:
    actions = [rule["actions"] for _, rule in rules(loud)]
    assert not [one for one in actions if {"dropEvent", "extractions"} & one.keys()]


def test_information_calls_nobody_and_warnings_wait(loud: Recording) -> None:
    first, second, last = [rule for place, rule in rules(loud) if place == "start"]
    assert (first["conditions"], first["actions"]) == ([{"expression": "event.severity matches 'info'"}], {"suppress": True})
    assert (second["conditions"], second["actions"]["suspend"]) == ([{"expression": "event.severity matches 'warning'"}], 120)
    assert "conditions" not in last, "what is neither is matched by the rule that always matches"


def test_within_their_hours_the_team_s_own_people_are_called_first(quiet: Recording, loud: Recording) -> None:
    (rule,) = [rule for place, rule in rules(loud) if place == "whom"]
    assert rule["actions"] == {"escalationPolicy": "PPOL002"}
    assert [one["expression"] for one in rule["conditions"]] == [
        "now in Mon,Tue 09:00:00 to 18:00:00 Europe/Istanbul",
        "now in Fri 22:00:00 to 23:59:59 Etc/UTC",
    ]
    assert inputs_of(loud, "Service")["escalationPolicy"] == "PPOL001"
    assert not [rule for place, rule in rules(quiet) if place == "whom"]


def test_the_key_that_calls_people_is_secret(loud: Recording) -> None:
    (urn,) = [one.urn for one in loud.resources if one.type == "estate:pagerduty:PagedService"]
    assert loud.component_outputs[urn]["integration_key"] == {"$secret": True}
