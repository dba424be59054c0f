"""What watches an account is paid by what it reads; a request from outside is paid each time that it is sent."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from estate.cost.model import Amount, Group
from tests.cost.bills import NETWORK, OBSERVED, UNKNOWN, bill, catalog, one, price
from tests.graph.graphs import resource, stack

TRAIL, FEATURE, DETECTOR = "aws:cloudtrail/trail:Trail", "aws:guardduty/detectorFeature:DetectorFeature", "aws:guardduty/detector:Detector"
SYNTHETICS, PING = "datadog:index/syntheticsTest:SyntheticsTest", "newrelic:synthetics/monitor:Monitor"


@pytest.mark.parametrize(
    ("token", "inputs", "skus"),
    [
        pytest.param("aws:cfg/recorder:Recorder", {}, ["config-item"], id="each change written down"),
        pytest.param(DETECTOR, {"enable": True}, ["guardduty-management-event", "guardduty-log-gb"], id="calls and logs"),
        pytest.param(FEATURE, {"name": "S3_DATA_EVENTS", "status": "ENABLED"}, ["guardduty-s3-data-events"], id="a feature has its own"),
        pytest.param(TRAIL, {"eventSelectors": [{}]}, ["cloudtrail-data-event"], id="calls to data"),
        pytest.param(TRAIL, {"insightSelectors": [{}]}, ["cloudtrail-insight-event"], id="insights"),
        pytest.param("aws:securityhub/standardsSubscription:StandardsSubscription", {}, ["security-hub-check"], id="each check"),
        pytest.param("aws:backup/vault:Vault", {}, ["backup-storage-gb-month"], id="what is kept"),
        pytest.param("aws:scheduler/schedule:Schedule", {}, ["schedule-call"], id="each call"),
        pytest.param("aws:cloudwatch/logDelivery:LogDelivery", {}, ["log-delivery-gb"], id="each GB delivered"),
    ],
)
def test_what_watches_is_paid_by_use(token: str, inputs: Mapping[str, Any], skus: list[str]) -> None:
    found = bill(one(token, inputs), catalog(*(price(sku, "1", unit="unit") for sku in skus)))
    assert [position.sku for position in found.group(Group.USAGE)] == skus
    assert len(found.positions) == len(skus)


@pytest.mark.parametrize(
    ("token", "inputs"),
    [
        pytest.param(TRAIL, {}, id="the first copy of the calls"),
        pytest.param(DETECTOR, {"enable": False}, id="a detector that is off"),
        pytest.param(FEATURE, {"name": "S3_DATA_EVENTS", "status": "DISABLED"}, id="a feature that is off"),
        pytest.param(SYNTHETICS, {"type": "api", "status": "paused"}, id="a test that is paused"),
        pytest.param(PING, {"status": "DISABLED"}, id="a monitor that is off"),
    ],
)
def test_what_reads_nothing_more_costs_nothing(token: str, inputs: Mapping[str, Any]) -> None:
    (position,) = bill(one(token, inputs), catalog()).positions
    assert position.group is Group.FREE


def test_a_second_copy_of_the_calls_is_paid() -> None:
    trails = stack(resource(TRAIL, "audit", {}, stack=NETWORK), resource(TRAIL, "more", {}, stack=NETWORK), name=NETWORK)
    found = bill(trails, catalog(price("cloudtrail-management-event", "2.00", unit="event", per=100_000)))
    assert [(position.name, position.group) for position in found.positions] == [("audit", Group.FREE), ("more", Group.USAGE)]


@pytest.mark.parametrize(
    ("token", "inputs", "sku"),
    [
        # a month has 730 x 60 = 43,800 minutes
        pytest.param(
            SYNTHETICS,
            {"type": "api", "status": "live", "optionsList": {"tickEvery": 300}, "locations": ["a", "b", "c"]},
            "datadog-synthetics-api-run",
            id="every five minutes from three places",
        ),
        pytest.param(
            PING,
            {"status": "ENABLED", "period": "EVERY_5_MINUTES", "locationsPublics": ["a", "b", "c"]},
            "newrelic-synthetics-check",
            id="the same at New Relic",
        ),
    ],
)
def test_a_probe_costs_each_run_at_each_place(token: str, inputs: Mapping[str, Any], sku: str) -> None:
    (position,) = bill(one(token, inputs, at=OBSERVED), catalog(price(sku, "5", unit="run", per=10_000, region="global"))).positions
    assert position.units == Amount(at_least=Decimal(26_280), at_most=Decimal(26_280))  # 43,800 / 5 x 3
    assert position.usd_monthly == Amount(at_least=Decimal("13.14"), at_most=Decimal("13.14"))


@pytest.mark.parametrize(
    ("token", "inputs", "why"),
    [
        pytest.param(
            SYNTHETICS, {"type": "api", "optionsList": {"tickEvery": UNKNOWN}}, "optionsList.tickEvery is known only after", id="a tick"
        ),
        pytest.param(PING, {"period": "EVERY_BLUE_MOON", "locationsPublics": ["a"]}, "period EVERY_BLUE_MOON is none", id="a period"),
    ],
)
def test_how_often_must_be_known(token: str, inputs: Mapping[str, Any], why: str) -> None:
    (position,) = bill(one(token, inputs, at=OBSERVED), catalog()).positions
    assert (position.group, position.why.startswith(why)) == (Group.UNPRICED, True)
