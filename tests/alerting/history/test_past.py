"""Exports of past alerts, in the shapes that the vendors document."""

import json
from typing import Any

import pytest

from estate.alerting.history.past import Export, read_past
from estate.errors import InputError


def read(document: Any, tool: Any = None) -> Export:
    return read_past(json.dumps(document).encode(), file="export.json", tool=tool)


def incident(**more: Any) -> dict[str, Any]:
    """PagerDuty's REST API, GET /incidents; only what is read of it."""
    return {
        "id": "PT4KHLK",
        "type": "incident",
        "title": "The server is on fire.",
        "created_at": "2015-10-06T21:30:42Z",
        "status": "resolved",
        "resolved_at": "2015-10-06T21:38:23Z",
        "last_status_change_at": "2015-10-06T21:38:23Z",
        "last_status_change_by": {"id": "PIJ90N7", "type": "service_reference"},
        "acknowledgements": [],
        **more,
    }


@pytest.mark.parametrize(
    ("more", "actioned", "length"),
    [
        pytest.param({}, False, 461, id="resolved by its own service"),
        pytest.param({"last_status_change_by": {"id": "P1", "type": "user_reference"}}, True, 461, id="resolved by a person"),
        pytest.param({"status": "acknowledged", "resolved_at": None}, True, None, id="acknowledged"),
        pytest.param({"status": "triggered", "resolved_at": None, "last_status_change_by": None}, False, None, id="still open"),
        pytest.param({"resolved_at": None}, False, 461, id="older than resolved_at"),
        pytest.param({"last_status_change_by": None}, None, 461, id="the export does not say who"),
    ],
)
def test_an_incident_of_pagerduty(more: dict[str, Any], actioned: object, length: int | None) -> None:
    (one,) = read({"incidents": [incident(**more)], "limit": 25, "offset": 0, "more": False}).alerts
    assert (one.name, one.actioned) == ("The server is on fire.", actioned)
    assert (None if one.end is None else one.end - one.start) == length


def alert(**more: Any) -> dict[str, Any]:
    """Opsgenie's Alert API, GET /v2/alerts; times in the report are milliseconds."""
    return {
        "id": "70413a06-38d6-4c85-92b8-5ebc900d42e2",
        "tinyId": "1791",
        "alias": "event_573",
        "message": "Our servers are in danger",
        "status": "closed",
        "acknowledged": False,
        "count": 79,
        "createdAt": "2016-08-29T11:05:50.431Z",
        "updatedAt": "2016-08-29T12:05:50.431Z",
        "report": {"closeTime": 60503, "closedBy": "System"},
        **more,
    }


@pytest.mark.parametrize(
    ("more", "actioned", "length"),
    [
        pytest.param({}, False, 60, id="closed by the system"),
        pytest.param({"report": {"ackTime": 15702, "closeTime": 60503, "acknowledgedBy": "ann@shop.example"}}, True, 60, id="acknowledged"),
        pytest.param({"report": {"closeTime": 60503, "closedBy": "ann@shop.example"}}, True, 60, id="closed by a person"),
        pytest.param({"status": "open", "report": {}}, False, None, id="open"),
        pytest.param({"report": {}}, False, 3600, id="closed, without a report"),
    ],
)
def test_an_alert_of_opsgenie(more: dict[str, Any], actioned: object, length: int | None) -> None:
    (one,) = read({"data": [alert(**more)], "took": 0.6, "requestId": "9ae63dd7"}).alerts
    assert (one.name, one.actioned) == ("Our servers are in danger", actioned)
    assert (None if one.end is None else one.end - one.start) == length


def event(number: int, time: str, transition: str, *, group: str = "host:a", monitor: int | None = 7) -> dict[str, Any]:
    """Datadog's Events API, GET /api/v2/events."""
    about = {"id": monitor, "name": "CPU is high", "transition": {"trans_type": transition}} if monitor else None
    inner = {"title": "[Triggered] CPU is high", "aggregation_key": "k", "monitor": about, "monitor_groups": [group]}
    return {"id": str(number), "type": "event", "attributes": {"attributes": inner, "timestamp": time, "tags": []}}


def test_transitions_of_datadog_become_problems_by_monitor_and_group() -> None:
    events = [
        event(1, "2026-11-02T10:00:00.000Z", "alert"),
        event(2, "2026-11-02T10:01:00.000Z", "alert", group="host:b"),
        event(3, "2026-11-02T10:30:00.000Z", "alert"),
        event(4, "2026-11-02T11:00:00.000Z", "alert recovery"),
        event(5, "2026-11-02T11:05:00.000Z", "info", monitor=None),
    ]
    found = read({"data": [*reversed(events)], "links": {"next": "https://api.datadoghq.eu/api/v2/events?page[cursor]=x"}})
    assert [one.name for one in found.alerts] == ["CPU is high"] * 2
    assert [one.end and one.end - one.start for one in found.alerts] == [3600, None]
    assert all(one.actioned is None for one in found.alerts)
    assert (found.tool, found.is_part, found.left_out) == ("datadog", True, 1)


def test_pages_are_one_export_and_nothing_counts_twice() -> None:
    page = {"incidents": [incident()], "more": True}
    found = read([page, {"incidents": [incident(), incident(id="P2", created_at="2015-10-05T21:30:42Z")], "more": False}])
    assert (len(found.alerts), found.is_part, found.tool) == (2, False, "pagerduty")
    assert found.alerts[0].start < found.alerts[1].start


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b'{"incidents": [{"id": "P1", "title": "cut', r"export.json:1:38 is no JSON: .*cut off", id="cut"),
        pytest.param(b"", r"export.json:1:1 is no JSON", id="empty"),
        pytest.param(b"\xff", "export.json is not UTF-8", id="no text"),
        pytest.param(b'{"alerts": []}', "(?s)export.json is no export that is known: .*--from pagerduty", id="something else"),
        pytest.param(b'{"incidents": []}', "export.json holds no alert", id="no alert"),
        pytest.param(b'{"incidents": [{"id": "P1"}]}', r"\[0\].status: field required", id="fields are missing"),
        pytest.param(b'{"incidents": 5}', "export.json has no list 'incidents'", id="no list"),
        pytest.param(b'{"incidents": [{"id": "P1", "status": "resolved", "created_at": "2015-10-06T21:30:42"}]}', "timezone", id="no zone"),
    ],
)
def test_what_is_no_export_says_why(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_past(content, file="export.json")


def test_an_export_of_another_tool_than_the_one_named_is_told() -> None:
    with pytest.raises(InputError, match="has no list 'incidents'"):
        read({"data": [alert()]}, tool="pagerduty")
