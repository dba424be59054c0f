"""Alarms on which releases go back."""

from estate.graph.record import Recording
from tests.components.builds import graph_of, of_type
from tests.components.lookup import one
from tests.components.samples import ecs_service, fleet
from tests.components.samples import rollback_alarms as samples

TOKEN = "aws:cloudwatch/metricAlarm:MetricAlarm"


def largest() -> Recording:
    return graph_of(samples.largest)


def test_no_alarm_calls_anybody() -> None:
    actions = ("alarmActions", "okActions", "insufficientDataActions")
    assert not [alarm.name for alarm in of_type(largest(), TOKEN).values() if any(alarm.inputs.get(action) for action in actions)]


def test_one_series_is_compared_and_the_others_only_lead_to_it() -> None:
    # CloudWatch API reference, PutMetricAlarm: one of the metrics returns data
    for alarm in of_type(largest(), TOKEN).values():
        returned = [query["id"] for query in alarm.inputs["metricQueries"] if query["returnData"]]
        assert returned == [alarm.inputs["metricQueries"][-1]["id"]]


def test_what_the_deployment_alone_knows_is_filled_in() -> None:
    metrics = [
        query["metric"] for query in of_type(largest(), TOKEN)["frontend-proxy-availability"].inputs["metricQueries"] if "metric" in query
    ]
    known = {"TargetGroup": "targetgroup/frontend-proxy/0000000000000000", "LoadBalancer": "app/public/1111111111111111"}
    assert [metric["dimensions"] for metric in metrics] == [known, known]


def test_a_service_without_alarms_is_judged_by_its_circuit_breaker_alone() -> None:
    assert "alarms" not in one(graph_of(ecs_service.smallest), "ecs/service").inputs
    assert one(graph_of(ecs_service.largest), "ecs/service").inputs["alarms"] == {
        "enable": True,
        "rollback": True,
        "alarmNames": ["checkout-availability-1a2b3c4"],
    }


def test_hosts_go_back_on_alarms_where_there_are_some() -> None:
    preferences = [
        one(graph_of(size), "autoscaling/group").inputs["instanceRefresh"]["preferences"] for size in (fleet.smallest, fleet.largest)
    ]
    assert [given.get("alarmSpecification") for given in preferences] == [None, {"alarms": ["image-provider-latency-1a2b3c4"]}]
    assert all(given["autoRollback"] for given in preferences)
