from importlib import import_module
from typing import Any

import pytest

diagnosis: Any = import_module("ansible_collections.platform.ops.plugins.plugin_utils.diagnosis")
compliance: Any = import_module("ansible_collections.platform.ops.plugins.plugin_utils.compliance")

WELL: dict[str, Any] = {
    "load": {"load_per_cpu": 0.4, "cpus": 2},
    "memory": {"available_percent": 60, "swap_used_percent": 0},
    "disks": {"/": {"used_percent": 40, "inodes_percent": 10}},
    "sockets": {"established": 12, "time_wait": 3, "listening": 4},
    "lookups_ms": {"images.example": 4.0},
    "services": {"nginx.service": "active"},
    "failed_units": [],
    "top_cpu": [],
    "top_memory": [],
    "errors": [],
    "oom": 0,
    "upgrades": [],
    "uptime_seconds": 7200,
}
ANSWERS = [{"kind": "http", "address": "http://h1/", "wrong": "", "milliseconds": 12.0}]


def test_a_host_that_is_well_from_inside_and_outside_makes_its_alert_a_likely_false_positive() -> None:
    word, why = diagnosis.verdict(diagnosis.reasons(WELL, ANSWERS), ANSWERS)
    assert word == "likely a false positive"
    assert why[0] == "all 1 checks from outside are well"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"disks": {"/": {"used_percent": 97, "inodes_percent": 9}}}, "/ is 97 % full", id="disk"),
        pytest.param({"disks": {"/": {"used_percent": 9, "inodes_percent": 99}}}, "/ has 99 % of its inodes taken", id="inodes"),
        pytest.param({"services": {"nginx.service": "failed"}}, "nginx.service is failed", id="service"),
        pytest.param({"memory": {"available_percent": 3, "swap_used_percent": 0}}, "3 % of the memory is free", id="memory"),
        pytest.param({"load": {"load_per_cpu": 9.0, "cpus": 2}}, "9.0 processes want each processor", id="load"),
        pytest.param({"oom": 2}, "2 programs were ended for want of memory", id="killed"),
        pytest.param({"lookups_ms": {"db.example": None}}, "db.example cannot be looked up", id="no name"),
        pytest.param({"lookups_ms": {"db.example": 5000}}, "db.example takes 5000 ms to look up", id="slow name"),
        pytest.param({"failed_units": ["cron.service"]}, "cron.service has failed", id="unit"),
    ],
)
def test_one_thing_that_is_wrong_makes_it_likely_real_and_is_named(change: dict[str, Any], reason: str) -> None:
    facts = {**WELL, **change}
    assert diagnosis.verdict(diagnosis.reasons(facts, ANSWERS), ANSWERS) == ("likely real", [reason])


def test_a_page_begins_with_the_verdict_and_stays_one_page() -> None:
    page = diagnosis.page("h1", WELL, [{**ANSWERS[0], "wrong": "answers 500; expected 200"}])
    assert page.splitlines()[:2] == ["# h1: likely real", "- http://h1/: answers 500; expected 200"]
    assert "    http http://h1/: answers 500; expected 200, 12.0 ms" in page.splitlines()
    assert len(page.splitlines()) < 60


def test_an_answer_that_takes_a_second_is_a_reason() -> None:
    slow = [{**ANSWERS[0], "milliseconds": 1400.0}]
    assert diagnosis.reasons(WELL, slow) == ["http://h1/ takes 1400.0 ms to answer"]


def test_compliance_items_have_the_form_of_systems_manager_and_know_their_age() -> None:
    from datetime import UTC, datetime

    import botocore.session

    missing = [{"name": "openssl", "old": "1", "new": "2", "origin": "Debian-Security", "security": True},
               {"name": "vim", "old": "1", "new": "2", "origin": "Debian", "security": False}]  # fmt: skip
    first, later = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    seen = compliance.remember({}, {"h1": missing}, first)
    seen = compliance.remember(seen, {"h1": missing}, later)
    host = compliance.items({"h1": missing}, seen, later)["h1"]
    assert (host["missing"], host["missing_security"], host["status"]) == (2, 1, "NON_COMPLIANT")
    assert host["Items"][0]["Details"]["DaysMissing"] == "21"
    shape = botocore.session.get_session().get_service_model("ssm").shape_for("ComplianceItemEntry")
    members = getattr(shape, "members")  # noqa: B009 - a shape of this kind has members; its stub does not say so
    for item in host["Items"]:
        assert set(item) <= set(members)
        assert item["Severity"] in members["Severity"].enum
        assert item["Status"] in members["Status"].enum
    assert compliance.remember(seen, {"h1": []}, later) == {"h1": {}}, "what was installed is forgotten"
