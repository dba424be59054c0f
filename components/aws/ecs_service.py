"""A service on Fargate: its task, its roles, how it is found, how it grows, and how a bad rollout goes back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
from pulumi_aws import appautoscaling, ecs

from components.aws import task_containers
from components.aws.log_group import LogSettings, log_group, may_write
from components.aws.policy_document import Statement, of_account
from components.aws.service_role import ServiceRole, service_role
from components.aws.task_containers import Logging, ServiceContainer, definitions, port_name
from estate.catalog.service import ServicePort
from estate.decisions.fargate import ARCHITECTURE, TaskSize
from estate.decisions.scaling import ReplicaRange
from estate.naming import Scope

TASKS = "ecs-tasks.amazonaws.com"
GRACE_SECONDS = 60  # as long as a container may take to start


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where tasks run."""

    cluster_arn: pulumi.Input[str]
    cluster_name: pulumi.Input[str]
    namespace_arn: pulumi.Input[str]
    """Of Service Connect."""
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    security_group_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What a service may do."""

    own: tuple[Statement, ...]
    """Of the service itself, while it runs."""
    at_start: tuple[Statement, ...]
    """Of ECS, to read the secrets that the container is started with."""
    repository_arn: pulumi.Input[str]
    """Where the image lies."""


@dataclass(frozen=True, kw_only=True)
class EcsServiceArgs:
    """One service, as decided: nothing here is a default."""

    scope: Scope
    place: Place
    container: ServiceContainer
    size: TaskSize
    replicas: ReplicaRange
    rights: Rights
    logs: LogSettings
    target_group_arn: pulumi.Input[str] | None
    """Of the load balancer that sends requests to its main port; nothing: no ingress."""
    rollback_alarms: pulumi.Input[Sequence[pulumi.Input[str]]] | None
    """Names of the CloudWatch alarms on which a rollout goes back, beside the circuit breaker; nothing: the breaker alone judges."""


class EcsService(pulumi.ComponentResource):
    """ECS service in private subnets; a rollout that does not become healthy goes back by itself (ECS developer guide, circuit breaker)."""

    service_name: pulumi.Output[str]
    log_group_name: pulumi.Output[str]
    task_role_arn: pulumi.Output[str]

    def __init__(self, name: str, args: EcsServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:EcsService", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        path = args.scope.path(name)
        group = log_group(name, args.scope, args.logs, path=path, opts=child)
        logging = Logging(group=group.name, region=args.scope.region)
        of_us = of_account(args.scope.account)
        own = [*_telemetry(), may_write(group), *args.rights.own]
        task_role = service_role(f"{name}-task", args.scope, service=TASKS, statements=own, condition=of_us, opts=child)
        start = [*_pull(args.rights.repository_arn), may_write(group), *args.rights.at_start]
        start_role = service_role(f"{name}-start", args.scope, service=TASKS, statements=start, condition=of_us, opts=child)
        task = _task(
            name, args, task_role, start_role, definitions(args.container, logging, namespace=_namespace(args), log_group=path), child
        )
        service = _service(name, args, task, logging, self)
        _scaling(name, args, service, child)
        self.service_name = service.name
        self.log_group_name = group.name
        self.task_role_arn = task_role.arn
        self.register_outputs(
            {"service_name": self.service_name, "log_group_name": self.log_group_name, "task_role_arn": self.task_role_arn}
        )


def _namespace(args: EcsServiceArgs) -> str:
    return args.scope.path()


def _telemetry() -> list[Statement]:
    """Traces; X-Ray knows no resource to bind these to (service authorization reference)."""
    return [{"Effect": "Allow", "Action": ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "Resource": "*"}]


def _pull(repository_arn: pulumi.Input[str]) -> list[Statement]:
    """The image; a token is of the whole registry (ECR user guide)."""
    layers = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    return [
        {"Effect": "Allow", "Action": "ecr:GetAuthorizationToken", "Resource": "*"},
        {"Effect": "Allow", "Action": layers, "Resource": repository_arn},
    ]


def _task(
    name: str,
    args: EcsServiceArgs,
    task_role: ServiceRole,
    start_role: ServiceRole,
    containers: pulumi.Output[str],
    opts: pulumi.ResourceOptions,
) -> ecs.TaskDefinition:
    return ecs.TaskDefinition(
        name,
        family=f"{args.scope.prefix}-{args.scope.environment}-{name}",
        container_definitions=containers,
        cpu=str(args.size.cpu),
        memory=str(args.size.memory),
        network_mode="awsvpc",
        requires_compatibilities=["FARGATE"],
        runtime_platform={"cpu_architecture": ARCHITECTURE, "operating_system_family": "LINUX"},
        volumes=[{"name": task_containers.STORAGE}],
        task_role_arn=task_role.arn,
        execution_role_arn=start_role.arn,
        # Earlier revisions stay: the circuit breaker goes back to one.
        skip_destroy=True,
        tags=args.scope.tags,
        opts=opts,
    )


def _service(name: str, args: EcsServiceArgs, task: ecs.TaskDefinition, logging: Logging, parent: pulumi.Resource) -> ecs.Service:
    targets = _targets(args)
    return ecs.Service(
        name,
        cluster=args.place.cluster_arn,
        task_definition=task.arn,
        launch_type="FARGATE",
        desired_count=args.replicas.minimum,
        deployment_circuit_breaker={"enable": True, "rollback": True},
        alarms=_alarms(args),
        deployment_minimum_healthy_percent=100,
        deployment_maximum_percent=200,
        availability_zone_rebalancing="ENABLED",
        enable_execute_command=False,
        enable_ecs_managed_tags=True,
        propagate_tags="SERVICE",
        network_configuration={
            "subnets": args.place.subnet_ids,
            "security_groups": [args.place.security_group_id],
            "assign_public_ip": False,
        },
        service_connect_configuration={
            "enabled": True,
            "namespace": args.place.namespace_arn,
            "log_configuration": _proxy_log(logging),
            "services": [_discovered(name, port) for port in args.container.ports],
        },
        load_balancers=targets,
        health_check_grace_period_seconds=GRACE_SECONDS if targets else None,
        tags=args.scope.tags,
        # Autoscaling moves the count.
        opts=pulumi.ResourceOptions(parent=parent, ignore_changes=["desired_count"]),
    )


def _alarms(args: EcsServiceArgs) -> ecs.ServiceAlarmsArgsDict | None:
    if args.rollback_alarms is None:
        return None
    return {"enable": True, "rollback": True, "alarm_names": args.rollback_alarms}


def _targets(args: EcsServiceArgs) -> list[ecs.ServiceLoadBalancerArgsDict]:
    if args.target_group_arn is None:
        return []
    main = args.container.ports[0]
    return [{"target_group_arn": args.target_group_arn, "container_name": args.container.name, "container_port": main.number}]


def _discovered(name: str, port: ServicePort) -> ecs.ServiceServiceConnectConfigurationServiceArgsDict:
    """Callers reach the port as `<name>:<port>`."""
    return {
        "port_name": port_name(port),
        "discovery_name": f"{name}-{port.number}",
        "client_alias": [{"dns_name": name, "port": port.number}],
    }


def _proxy_log(logging: Logging) -> ecs.ServiceServiceConnectConfigurationLogConfigurationArgsDict:
    driver: Mapping[str, dict[str, str]] = logging.driver("proxy")
    return {"log_driver": "awslogs", "options": driver["options"]}


def _scaling(name: str, args: EcsServiceArgs, service: ecs.Service, opts: pulumi.ResourceOptions) -> None:
    target = appautoscaling.Target(
        name,
        service_namespace="ecs",
        resource_id=pulumi.Output.concat("service/", args.place.cluster_name, "/", service.name),
        scalable_dimension="ecs:service:DesiredCount",
        min_capacity=args.replicas.minimum,
        max_capacity=args.replicas.maximum,
        tags=args.scope.tags,
        opts=opts,
    )
    appautoscaling.Policy(
        name,
        policy_type="TargetTrackingScaling",
        service_namespace=target.service_namespace,
        resource_id=target.resource_id,
        scalable_dimension=target.scalable_dimension,
        target_tracking_scaling_policy_configuration={
            "predefined_metric_specification": {"predefined_metric_type": "ECSServiceAverageCPUUtilization"},
            "target_value": args.replicas.target_cpu,
        },
        opts=opts,
    )
