"""Webhooks in the shapes that their senders document, and in others."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.remediation.event import SENDERS, Sender, ShapeError
from estate.remediation.reading import read_events
from tests.remediation.estates import alertmanager, firing

# Values as the variables' examples have them (docs: integrations/webhooks).
DATADOG = {
    "id": "1234567",
    "alert_cycle_key": "8c6cf2c2b1a04e1fb6e2a4f1c6e11111",
    "alert_scope": "host:web-1,service:image-provider",
    "alert_title": "[Triggered on {host:web-1}] [staging] image-provider.disk",
    "alert_transition": "Triggered",
    "date": "1406662672000",
    "hostname": "web-1",
}
# The default payload of a workflow's webhook (docs: alerts/get-notified, notification integrations).
NEWRELIC = {
    "id": "d1b1f3fd-995a-4066-88ab-8ce4f6960654",
    "issueUrl": "https://radar-api.service.newrelic.com/accounts/1/issues/0ea2df1c",
    "title": "Disk in use > 90 on 'web-1'",
    "priority": "CRITICAL",
    "impactedEntities": ["web-1"],
    "totalIncidents": 1,
    "state": "ACTIVATED",
    "trigger": "INCIDENT_ADDED",
    "isCorrelated": False,
    "createdAt": 1406662672000,
    "updatedAt": 1406662672000,
    "sources": ["newrelic"],
    "alertPolicyNames": ["image-provider"],
    "alertConditionNames": ["[staging] image-provider.disk"],
    "workflowName": "remediation",
}
# An event of V3 (developer docs: webhooks, overview).
PAGERDUTY = {
    "event": {
        "id": "5ac64822-4adc-4fda-ade0-410becf0de4f",
        "event_type": "incident.triggered",
        "resource_type": "incident",
        "occurred_at": "2014-07-29T19:37:52Z",
        "agent": {"id": "PLH1HKV", "type": "user_reference"},
        "client": None,
        "data": {
            "id": "PGR0VU2",
            "type": "incident",
            "self": "https://api.pagerduty.com/incidents/PGR0VU2",
            "number": 2,
            "status": "triggered",
            "incident_key": "staging/image-provider/disk/web-1",
            "created_at": "2014-07-29T19:37:52Z",
            "title": "A little bump in the road",
            "service": {"id": "PF9KMXH", "type": "service_reference"},
            "urgency": "high",
        },
    }
}
AT = datetime(2014, 7, 29, 19, 37, 52, tzinfo=UTC)  # 1406662672000 ms, as `date -u -d @1406662672` says
BODIES: dict[Sender, bytes] = {
    "datadog": json.dumps(DATADOG).encode(),
    "newrelic": json.dumps(NEWRELIC).encode(),
    "pagerduty": json.dumps(PAGERDUTY).encode(),
    "alertmanager": alertmanager(firing(name="image-provider.disk", at=AT)),
}


@pytest.mark.parametrize("sender", SENDERS)
def test_every_sender_tells_alert_host_and_begin(sender: Sender) -> None:
    [event] = read_events(sender, BODIES[sender])
    assert (event.environment, event.alert, event.host, event.state, event.at) == ("staging", "image-provider.disk", "web-1", "firing", AT)


def changed(document: dict[str, Any], **changes: Any) -> bytes:
    return json.dumps({**document, **changes}).encode()


def incident(event_type: str, **changes: Any) -> bytes:
    event = PAGERDUTY["event"]
    data = {**event["data"], **changes}  # type: ignore[dict-item] - a mapping, as written above
    return json.dumps({"event": {**event, "event_type": event_type, "data": data}}).encode()


@pytest.mark.parametrize(
    ("sender", "body", "state"),
    [
        pytest.param("datadog", changed(DATADOG, alert_transition="Recovered"), "over", id="Datadog recovers"),
        pytest.param("datadog", changed(DATADOG, alert_transition="Re-Triggered"), "firing", id="Datadog triggers again"),
        pytest.param("datadog", changed(DATADOG, alert_transition="Warn"), "other", id="Datadog warns"),
        pytest.param("datadog", changed(DATADOG, alert_transition="No Data"), "other", id="Datadog hears nothing"),
        pytest.param("newrelic", changed(NEWRELIC, state="CLOSED"), "over", id="New Relic closes"),
        pytest.param("newrelic", changed(NEWRELIC, state="CREATED"), "firing", id="New Relic creates"),
        pytest.param("pagerduty", incident("incident.resolved"), "over", id="PagerDuty resolves"),
        pytest.param("pagerduty", incident("incident.acknowledged"), "other", id="PagerDuty acknowledges"),
        pytest.param("alertmanager", alertmanager(firing(status="resolved")), "over", id="Alertmanager resolves"),
    ],
)
def test_only_what_fires_asks_for_something(sender: Sender, body: bytes, state: str) -> None:
    assert [event.state for event in read_events(sender, body)] == [state]


def test_all_that_is_told_of_one_alert_has_one_key() -> None:
    keys = {
        read_events("datadog", changed(DATADOG, alert_transition=word, id=word))[0].key for word in ("Triggered", "Renotify", "Recovered")
    }
    assert len(keys) == 1


def test_an_alert_that_begins_again_has_another_key() -> None:
    later = datetime(2014, 7, 30, tzinfo=UTC)
    first, again = read_events("alertmanager", alertmanager(firing(at=AT), firing(at=later)))
    assert first.key != again.key


def test_an_issue_of_two_hosts_is_two_events_with_keys_of_their_own() -> None:
    events = read_events("newrelic", changed(NEWRELIC, impactedEntities=["web-1", "web-2"]))
    assert [event.host for event in events] == ["web-1", "web-2"]
    assert len({event.key for event in events}) == 2


def test_an_issue_that_says_not_which_host_has_what_is_refused() -> None:
    body = changed(NEWRELIC, impactedEntities=["web-1", "web-2"], alertConditionNames=["[staging] a.b", "[staging] a.c"])
    with pytest.raises(ShapeError, match="expected issues per condition and signal"):
        read_events("newrelic", body)


def test_an_incident_without_our_key_is_known_by_its_title() -> None:
    [event] = read_events("pagerduty", incident("incident.triggered", incident_key="abc", title="[staging] frontend.cpu is high"))
    assert (event.alert, event.host) == ("frontend.cpu", None)


def test_the_test_of_a_subscription_asks_for_nothing() -> None:
    ping = {"event": {**PAGERDUTY["event"], "event_type": "pagey.ping", "data": {"message": "Hello", "type": "ping"}}}
    assert read_events("pagerduty", json.dumps(ping).encode()) == ()


HOSTILE = "../../x; id {{ 7*7 }}"


@pytest.mark.parametrize(
    "body",
    [
        changed(DATADOG, hostname=HOSTILE),
        changed(DATADOG, hostname="a" * 254),
        changed(DATADOG, hostname="-rf"),
        changed(DATADOG, hostname="a/b"),
    ],
)
def test_what_no_host_can_be_called_is_no_host(body: bytes) -> None:
    assert read_events("datadog", body)[0].host == ""


@pytest.mark.parametrize(
    "title", [HOSTILE, "[staging] ../../etc/passwd", "[{{ lookup('env','HOME') }}] a.b", "", "[staging]image-provider.disk"]
)
def test_a_title_that_names_no_alert_names_none(title: str) -> None:
    assert read_events("datadog", changed(DATADOG, alert_title=title))[0].alert == ""


@pytest.mark.parametrize(
    ("sender", "body", "words"),
    [
        pytest.param("datadog", b"", "is no JSON", id="nothing"),
        pytest.param("datadog", b"{", "is no JSON", id="half of it"),
        pytest.param("datadog", b"\xff\xfe", "is no JSON", id="no text"),
        pytest.param("datadog", b"[" * 100_000, "is no JSON", id="very deep"),
        pytest.param("datadog", b"{}", "id: Field required", id="an empty object"),
        pytest.param("datadog", b"[]", "the body: Input should be", id="a list"),
        pytest.param("datadog", changed(DATADOG, date="tomorrow"), "expected milliseconds since 1970", id="no date"),
        pytest.param("datadog", changed(DATADOG, date="9" * 30), "expected milliseconds since 1970", id="a date after the end of time"),
        pytest.param("datadog", changed(DATADOG, id="x" * 1001), "id: String should have at most 1000", id="a long id"),
        pytest.param("newrelic", changed(NEWRELIC, updatedAt=-1), "updatedAt: Input should be greater", id="before 1970"),
        pytest.param("pagerduty", b'{"event": 7}', "event: Input should be", id="an event that is a number"),
        pytest.param("alertmanager", alertmanager().replace(b'"4"', b'"3"'), "version: Input should be '4'", id="an old version"),
        pytest.param("alertmanager", alertmanager(*[firing()] * 101), "alerts: Tuple should have at most 100", id="too many alerts"),
        pytest.param("alertmanager", alertmanager({**firing(), "startsAt": "soon"}), "startsAt", id="no time"),
    ],
)
def test_another_shape_is_refused_in_words(sender: Sender, body: bytes, words: str) -> None:
    with pytest.raises(ShapeError) as caught:
        read_events(sender, body)
    assert words in str(caught.value)
    assert len(str(caught.value)) < 1000


def test_a_refusal_repeats_nothing_of_the_sender() -> None:
    body = alertmanager({**firing(), "labels": {"<script>alert(1)</script>": 7, "hunter2": ["{{ 7*7 }}"]}})
    with pytest.raises(ShapeError) as caught:
        read_events("alertmanager", body)
    assert "script" not in str(caught.value)
    assert "7*7" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=12), children, max_size=4),
    max_leaves=12,
)


@given(sender=st.sampled_from(SENDERS), body=st.binary(max_size=300) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_is_events_or_a_refusal(sender: Sender, body: bytes) -> None:
    try:
        events = read_events(sender, body)
    except ShapeError:
        return
    assert all(event.sender == sender for event in events)


@given(sender=st.sampled_from(SENDERS), where=st.integers(0, 2000), byte=st.integers(0, 255))
def test_a_changed_byte_never_becomes_a_word_that_nobody_may_use(sender: Sender, where: int, byte: int) -> None:
    body = bytearray(BODIES[sender])
    body[where % len(body)] = byte
    try:
        events = read_events(sender, bytes(body))
    except ShapeError:
        return
    for event in events:
        assert event.host is None or event.host == "" or all(letter.isalnum() or letter in ".-" for letter in event.host)
        assert all(letter.isalnum() or letter in ".-" for letter in event.alert + event.environment)
