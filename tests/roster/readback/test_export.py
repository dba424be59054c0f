"""Vendors' answers in the form of their API references, and what is said of broken ones."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.errors import InputError
from estate.roster.readback.export import Reading, read_export
from estate.roster.readback.shown import Shown

# The examples of PagerDuty's REST API (GET /schedules/{id}) and of its guide from v2 to v3, of Opsgenie's Schedule API (timeline).
V2 = {
    "schedule": {
        "id": "PI7DH85",
        "type": "schedule",
        "name": "Daily Engineering Rotation",
        "time_zone": "America/New_York",
        "schedule_layers": [{"name": "Layer 1", "id": "PG68P1M"}],
        "final_schedule": {
            "name": "Final Schedule",
            "rendered_schedule_entries": [
                {
                    "start": "2015-11-10T08:00:00-05:00",
                    "end": "2015-11-10T17:00:00-05:00",
                    "user": {"id": "PXPGF42", "type": "user_reference", "summary": "Regina Phalange"},
                }
            ],
            "rendered_coverage_percentage": 37.5,
        },
    }
}
V3 = {
    "schedule": {
        "id": "PL5FQHC",
        "type": "schedule_v3",
        "name": "Engineering On-Call",
        "final_schedule": {
            "type": "final_schedule",
            "rendered_coverage_percentage": 100,
            "computed_shift_assignments": [
                {
                    "type": "computed_shift_assignment",
                    "start_time": "2026-04-29T16:00:00Z",
                    "end_time": "2026-04-30T00:00:00Z",
                    "member": {"type": "user_member", "user_id": "PUSER01"},
                    "source": {"type": "schedule_rotation", "rotation_id": "ABCDEFGHIJKLMNOPQRSTUVWXY2"},
                },
                {
                    "type": "computed_shift_assignment",
                    "start_time": "2026-04-30T00:00:00Z",
                    "end_time": "2026-04-30T16:00:00Z",
                    "member": {"type": "empty_member"},
                    "source": {"type": "schedule_rotation", "rotation_id": "ABCDEFGHIJKLMNOPQRSTUVWXY2"},
                },
            ],
        },
    }
}
PERIOD = {"startDate": "2017-02-06T05:00:00Z", "endDate": "2017-02-06T23:00:00Z", "type": "override"}
TIMELINE = {
    "data": {
        "_parent": {"id": "d875alp4-9b4e-4219-alp3-0c26936d18de", "name": "ScheduleName", "enabled": True},
        "startDate": "2017-02-06T00:00:00Z",
        "endDate": "2017-02-13T00:00:00Z",
        "finalTimeline": {
            "rotations": [
                {
                    "id": "77b78c3c",
                    "name": "Rot1",
                    "order": 1.0,
                    "periods": [
                        {**PERIOD, "recipient": {"id": "a", "type": "user", "name": "User1@opsgenie.com"}},
                        {**PERIOD, "recipient": {"id": "b", "type": "team", "name": "a team"}},
                        {**PERIOD},
                    ],
                }
            ]
        },
    },
    "took": 0.029,
    "requestId": "c3e5aaf6",
}


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc]  # a date and a time of day


def test_pagerdutys_final_schedule_is_read_in_utc() -> None:
    shown = Shown(user="PXPGF42", start=utc(2015, 11, 10, 13), end=utc(2015, 11, 10, 22))
    assert reading(V2) == (Reading(schedule="Daily Engineering Rotation", shown=(shown,)),)


def test_of_pagerdutys_computed_shifts_those_of_nobody_are_left_out() -> None:
    shown = Shown(user="PUSER01", start=utc(2026, 4, 29, 16), end=utc(2026, 4, 30))
    assert reading(V3) == (Reading(schedule="Engineering On-Call", shown=(shown,)),)


def test_of_opsgenies_timeline_people_count_and_what_it_was_asked_for() -> None:
    shown = Shown(user="user1@opsgenie.com", start=utc(2017, 2, 6, 5), end=utc(2017, 2, 6, 23))
    expected = Reading(schedule="ScheduleName", shown=(shown,), since=utc(2017, 2, 6), until=utc(2017, 2, 13))
    assert reading(TIMELINE, "opsgenie") == (expected,)


def test_a_file_may_hold_several_answers_or_pagerdutys_list() -> None:
    names = ["Daily Engineering Rotation", "Engineering On-Call"]
    assert [one.schedule for one in reading([V2, V3])] == names
    assert [one.schedule for one in reading({"schedules": [V2["schedule"], V3["schedule"]]})] == names


def reading(data: Any, vendor: Any = "pagerduty") -> tuple[Reading, ...]:
    return read_export(json.dumps(data).encode(), file="answer.json", vendor=vendor)


def refusal(content: bytes, vendor: Any = "pagerduty") -> str:
    with pytest.raises(InputError) as caught:
        read_export(content, file="answer.json", vendor=vendor)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "answer.json:1:1 is no JSON: expecting value; it was cut off there", id="nothing"),
        pytest.param(
            b'{"schedule":\n {"id"', "answer.json:2:7 is no JSON: expecting ':' delimiter; it was cut off there", id="cut in half"
        ),
        pytest.param(b"<html>", "answer.json:1:1 is no JSON", id="a page"),
        pytest.param(b"\xff\xfe{}", "answer.json is not UTF-8 (byte 0)", id="another encoding"),
        pytest.param(b"[" * 200_000, "answer.json is nested deeper than any vendor's answer", id="brackets without end"),
        pytest.param(b"[]", "answer.json is empty; expected a schedule of PagerDuty", id="a list of nothing"),
        pytest.param(b"{}", "schedule: field required", id="another answer"),
        pytest.param(json.dumps([V2, V2]).encode(), "has the schedule 'Daily Engineering Rotation' twice", id="the same twice"),
        pytest.param(b'{"schedules": [1]}', "1 stands there", id="a number for a schedule"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(content: bytes, told: str) -> None:
    assert told in refusal(content)


def test_a_time_without_a_zone_is_refused() -> None:
    text = json.dumps(V2).replace("2015-11-10T08:00:00-05:00", "2015-11-10T08:00:00")
    assert "rendered_schedule_entries[0].start: input should have timezone info" in refusal(text.encode())


def test_hostile_text_is_escaped_and_shortened() -> None:
    hostile = json.dumps(V2).replace("2015-11-10T08:00:00-05:00", "\\u001b[31m" + "x" * 500)
    told = refusal(hostile.encode())
    assert "\x1b" not in told
    assert len(told) < 2_000


@pytest.mark.parametrize(("answer", "vendor"), [(V2, "pagerduty"), (V3, "pagerduty"), (TIMELINE, "opsgenie")])
@given(data=st.data())
def test_a_file_cut_anywhere_is_refused(answer: Any, vendor: str, data: st.DataObject) -> None:
    content = json.dumps(answer).encode()
    assert "answer.json" in refusal(content[: data.draw(st.integers(0, len(content) - 1))], vendor)


KEYS = st.sampled_from(["schedule", "schedules", "data", "name", "id", "final_schedule"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner),
    max_leaves=8,
)


@given(json_values, st.sampled_from(["pagerduty", "opsgenie"]))
def test_whatever_json_a_file_holds_is_refused_in_words(data: Any, vendor: str) -> None:
    assert refusal(json.dumps(data).encode(), vendor).startswith("answer.json")
