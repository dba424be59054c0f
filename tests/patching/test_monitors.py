"""Monitors are muted for one host, found again by another process, and speak again; nothing of anybody else's is touched."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.patching.collection import monitors
from tests.patching.vendors import ACCOUNT, DATADOG_KEYS, NEWRELIC_KEY, Vendors, vendors

UNTIL = datetime(2027, 2, 14, 6, 30, tzinfo=UTC)


@pytest.fixture
def both() -> Iterator[Vendors]:
    """Both vendors, empty."""
    with vendors() as state:
        yield state


def datadog(both: Vendors) -> Any:
    return monitors.Datadog(both.url, *DATADOG_KEYS.values())


def newrelic(both: Vendors, account: int = ACCOUNT) -> Any:
    return monitors.NewRelic(f"{both.url}/graphql", NEWRELIC_KEY, account)


def test_a_downtime_is_of_the_host_alone_and_has_an_end_of_its_own(both: Vendors) -> None:
    name = datadog(both).mute("h1", UNTIL)
    attributes = both.downtimes[name]["attributes"]
    assert attributes["scope"] == "host:h1"
    assert attributes["schedule"] == {"end": "2027-02-14T06:30:00+00:00"}
    assert datadog(both).unmute("h1") == [name]
    assert both.downtimes == {}


def test_somebody_elses_downtimes_stay_and_hide_nothing(both: Vendors) -> None:
    for number in range(150):
        both.downtimes[f"x{number}"] = {"id": f"x{number}", "attributes": {"message": "of somebody else", "scope": "host:h1"}}
    datadog(both).mute("h1", UNTIL)
    datadog(both).mute("h2", UNTIL)
    assert len(datadog(both).unmute("h1")) == 1
    assert len(both.downtimes) == 151


def test_a_muting_rule_is_of_the_host_alone_and_has_an_end_of_its_own(both: Vendors) -> None:
    name = newrelic(both).mute("h1", UNTIL)
    newrelic(both).mute("h2", UNTIL)
    assert both.rules[name]["condition"]["conditions"] == [{"attribute": "targetName", "operator": "EQUALS", "values": ["h1"]}]
    assert both.rules[name]["schedule"] == {"endTime": "2027-02-14T06:30:00", "timeZone": "UTC"}
    assert newrelic(both).unmute("h1") == [name]
    assert [rule["name"] for rule in both.rules.values()] == ["platform.ops maintenance of h2"]


def test_a_deletion_that_is_refused_is_an_error_and_one_of_what_is_gone_is_none(both: Vendors) -> None:
    address = f"{both.url}/api/v2/downtime/nobodys"
    assert monitors.call("DELETE", address, DATADOG_KEYS, None) == {}
    with pytest.raises(monitors.MonitorError, match="answers 403"):
        monitors.call("DELETE", address, {}, None)


def test_a_refusal_is_an_error_that_says_what_the_vendor_said_and_no_key(both: Vendors) -> None:
    with pytest.raises(monitors.MonitorError, match=r"answers 403: .*Forbidden") as refused:
        monitors.Datadog(both.url, "a wrong key", "another").mute("h1", UNTIL)
    assert "a wrong key" not in str(refused.value)
    with pytest.raises(monitors.MonitorError, match="Account not found"):
        newrelic(both, account=1).mute("h1", UNTIL)
    with pytest.raises(monitors.MonitorError, match="refused"):
        monitors.Datadog("http://127.0.0.1:9", "a", "b").unmute("h1")
