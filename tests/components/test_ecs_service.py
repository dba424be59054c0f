"""Services on Fargate; expected values are the controls of AWS's Foundational Security Best Practices, named in each test."""

import json
from typing import Any

import pytest

from estate.graph.record import Recording
from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one, statements
from tests.components.samples import ecs_service as samples

SIZES = ("smallest", "largest")


def graph(size: str) -> Recording:
    return graph_of(getattr(samples, size))


def containers(size: str) -> dict[str, dict[str, Any]]:
    text = one(graph(size), "ecs/taskDefinition").inputs["containerDefinitions"]
    return {container["name"]: container for container in json.loads(text)}


def rights(size: str, role: str) -> list[dict[str, Any]]:
    name = {"smallest": "accounting", "largest": "checkout"}[size]
    return statements(one(graph(size), "iam/rolePolicy", f"{name}-{role}").inputs["policy"])


@pytest.mark.parametrize("size", SIZES)
def test_no_container_is_privileged_or_writes_to_its_image(size: str) -> None:
    # ECS.4, ECS.5
    for container in containers(size).values():
        assert container["privileged"] is False
        assert container["readonlyRootFilesystem"] is True
        assert container["linuxParameters"]["capabilities"]["drop"] == ["ALL"]


@pytest.mark.parametrize("size", SIZES)
def test_every_container_logs_to_an_encrypted_group_that_ends(size: str) -> None:
    # ECS.9, CKV_AWS_158, CKV_AWS_66
    recording = graph(size)
    group = one(recording, "cloudwatch/logGroup").inputs
    assert group["kmsKeyId"] == KEY_ARN
    assert group["retentionInDays"] > 0
    for container in containers(size).values():
        assert container["logConfiguration"]["options"]["awslogs-group"] == group["name"]


def test_a_secret_reaches_the_container_by_its_arn_alone() -> None:
    # ECS.8
    service = containers("largest")["checkout"]
    assert service["secrets"] == [{"name": "ASTRONOMY_DB_SECRET", "valueFrom": samples.SECRET_ARN}]
    assert "ASTRONOMY_DB_SECRET" not in {variable["name"] for variable in service["environment"]}


@pytest.mark.parametrize("size", SIZES)
def test_the_service_is_essential_and_its_collector_is_not(size: str) -> None:
    found = containers(size)
    assert {name: one["essential"] for name, one in found.items() if name != "collector"} == {
        name: True for name in found if name != "collector"
    }
    assert found["collector"]["essential"] is False


def test_the_collector_is_told_its_file_and_the_service_where_it_listens() -> None:
    found = containers("largest")
    (given,) = found["collector"]["environment"]
    assert given["name"] == "AOT_CONFIG_CONTENT"
    listening = json.loads(given["value"])["receivers"]["otlp"]["protocols"]["grpc"]["endpoint"]
    told = {variable["name"]: variable["value"] for variable in found["checkout"]["environment"]}
    assert told["OTEL_EXPORTER_OTLP_ENDPOINT"] == f"http://{listening}"


def test_a_service_with_a_port_is_asked_whether_it_is_well() -> None:
    assert containers("largest")["checkout"]["healthCheck"]["command"] == ["CMD", "/bin/grpc_health_probe", "-addr=localhost:5050"]
    assert "healthCheck" not in containers("smallest")["accounting"]


def test_no_container_gets_less_memory_than_docker_keeps_for_it() -> None:
    # ECS API reference, ContainerDefinition: at least 6 MiB since Docker 20.10.
    assert containers("smallest")["accounting"]["memory"] == 6


@pytest.mark.parametrize("size", SIZES)
def test_a_rollout_that_fails_goes_back_and_never_has_fewer_tasks_than_before(size: str) -> None:
    service = one(graph(size), "ecs/service").inputs
    assert service["deploymentCircuitBreaker"] == {"enable": True, "rollback": True}
    assert (service["deploymentMinimumHealthyPercent"], service["deploymentMaximumPercent"]) == (100, 200)


@pytest.mark.parametrize("size", SIZES)
def test_tasks_have_no_public_address_and_no_open_shell(size: str) -> None:
    # ECS.2
    service = one(graph(size), "ecs/service").inputs
    assert service["networkConfiguration"]["assignPublicIp"] is False
    assert service["enableExecuteCommand"] is False


@pytest.mark.parametrize(("size", "name", "minimum", "maximum"), [("smallest", "accounting", 1, 1), ("largest", "checkout", 3, 12)])
def test_the_count_follows_the_load_and_the_engine_leaves_it_alone(size: str, name: str, minimum: int, maximum: int) -> None:
    recording = graph(size)
    target = one(recording, "appautoscaling/target").inputs
    assert (target["minCapacity"], target["maxCapacity"]) == (minimum, maximum)
    assert target["resourceId"] == f"service/shop-dev-services/${{ecs/service.{name}.name}}"
    assert one(recording, "ecs/service").ignore_changes == ("desiredCount",)
    policy = one(recording, "appautoscaling/policy").inputs["targetTrackingScalingPolicyConfiguration"]
    assert policy["targetValue"] == 60


def test_callers_find_each_port_by_the_services_name() -> None:
    connect = one(graph("largest"), "ecs/service").inputs["serviceConnectConfiguration"]
    aliases = [(one["portName"], alias["dnsName"], alias["port"]) for one in connect["services"] for alias in one["clientAlias"]]
    assert aliases == [("grpc-5050", "checkout", 5050), ("http-8080", "checkout", 8080)]
    ports = {port["name"]: port["appProtocol"] for port in containers("largest")["checkout"]["portMappings"]}
    assert ports == {"grpc-5050": "grpc", "http-8080": "http"}


def test_who_does_not_listen_still_finds_others() -> None:
    connect = one(graph("smallest"), "ecs/service").inputs["serviceConnectConfiguration"]
    assert connect["enabled"] is True
    assert not connect.get("services")


def test_the_load_balancer_calls_the_main_port() -> None:
    (target,) = one(graph("largest"), "ecs/service").inputs["loadBalancers"]
    assert target == {"targetGroupArn": samples.TARGET_GROUP_ARN, "containerName": "checkout", "containerPort": 5050}


@pytest.mark.parametrize("size", SIZES)
def test_ecs_starts_a_task_only_once_its_roles_may_do_their_work(size: str) -> None:
    recording = graph(size)
    policies = {policy.urn for policy in all_of(recording, "iam/rolePolicy")}
    assert policies <= set(one(recording, "ecs/taskDefinition").depends_on)


def test_the_running_service_has_its_own_rights_and_ecs_those_of_the_start() -> None:
    own, start = rights("largest", "task"), rights("largest", "start")
    assert samples.READ_QUEUE in own
    assert samples.READ_QUEUE not in start
    assert samples.READ_SECRET in start
    assert samples.READ_SECRET not in own


@pytest.mark.parametrize("size", SIZES)
def test_only_what_knows_no_resource_is_allowed_on_all(size: str) -> None:
    # Service authorization reference: X-Ray's uploads and the registry's token are bound to nothing.
    free = {"xray:PutTelemetryRecords", "xray:PutTraceSegments", "ecr:GetAuthorizationToken"}
    for statement in rights(size, "task") + rights(size, "start"):
        actions = [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        assert statement["Resource"] != "*" or set(actions) <= free


@pytest.mark.parametrize("size", SIZES)
def test_only_tasks_of_this_account_take_the_roles_and_nothing_exceeds_the_boundary(size: str) -> None:
    for role in all_of(graph(size), "iam/role"):
        (trust,) = statements(role.inputs["assumeRolePolicy"])
        assert trust["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}
        assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}
        assert role.inputs["permissionsBoundary"] == "arn:aws:iam::111111111111:policy/shop-dev-boundary"
