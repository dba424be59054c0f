"""Layer `services` of the reference estate: on what its releases go back."""

from typing import Any

import pytest

from estate.graph.model import Resource
from tests.components.lookup import all_of
from tests.stacks.recordings import recording_of, reference_catalog

ENVIRONMENTS = ("sandbox", "dev", "staging", "production")
ACTIONS = ("alarmActions", "okActions", "insufficientDataActions")


def resources(name: str, kind: str) -> tuple[Resource, ...]:
    return all_of(recording_of(f"services-{name}"), kind)


def alarms_of(name: str) -> dict[str, list[Any]]:
    """The names of each service's alarms, as symbols, by the tag that says whose they are."""
    found: dict[str, list[Any]] = {}
    for alarm in resources(name, "cloudwatch/metricAlarm"):
        found.setdefault(alarm.inputs["tags"]["service"], []).append(f"${{cloudwatch/metricAlarm.{alarm.name}.name}}")
    return found


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_whatever_aws_measures_of_a_promise_is_watched(name: str) -> None:
    assert {service: len(alarms) for service, alarms in alarms_of(name).items()} == {
        "accounting": 1,
        "email": 1,
        "fraud-detection": 1,
        "frontend-proxy": 2,
        "image-provider": 2,
        "sales-report": 1,
    }


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_nobody_is_called_twice_for_one_fault(name: str) -> None:
    alarms = resources(name, "cloudwatch/metricAlarm")
    assert alarms
    assert not [alarm.name for alarm in alarms if any(alarm.inputs.get(action) for action in ACTIONS)]


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_rollout_of_containers_goes_back_on_the_alarms_of_its_own_service(name: str) -> None:
    own = alarms_of(name)
    rollouts = {service.name: service.inputs.get("alarms") for service in resources(name, "ecs/service")}
    for service, rollout in rollouts.items():
        expected = {"enable": True, "rollback": True, "alarmNames": own[service]} if service in own else None
        assert rollout == expected, service
    assert sum(rollout is not None for rollout in rollouts.values()) == 4


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_rollout_of_hosts_goes_back_on_the_alarms_of_its_own_service(name: str) -> None:
    own = alarms_of(name)
    groups = {group.name: group.inputs["instanceRefresh"]["preferences"] for group in resources(name, "autoscaling/group")}
    assert {group: preferences.get("alarmSpecification", {}).get("alarms") for group, preferences in groups.items()} == {
        group: own.get(group) for group in groups
    }
    assert groups["image-provider"]["autoRollback"] is True


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_the_balancer_s_metrics_are_those_of_the_service_s_own_target_group(name: str) -> None:
    catalog = reference_catalog()
    for alarm in resources(name, "cloudwatch/metricAlarm"):
        service = alarm.inputs["tags"]["service"]
        metrics = [query["metric"] for query in alarm.inputs["metricQueries"] if "metric" in query]
        if metrics[0]["namespace"] == "AWS/ApplicationELB":
            ingress = catalog.services[service].ingress
            assert ingress is not None
            dimensions = {
                "TargetGroup": f"${{lb/targetGroup.{service}.arnSuffix}}",
                "LoadBalancer": f"${{lb/loadBalancer.{ingress.scope}.arnSuffix}}",
            }
            assert all(metric["dimensions"] == dimensions for metric in metrics)
