"""The ECS cluster of an environment."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import ecs, servicediscovery

from components.aws.log_group import LogSettings, log_group
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class ClusterArgs:
    """A cluster, and how what people type in its containers is logged."""

    scope: Scope
    logs: LogSettings


class Cluster(pulumi.ComponentResource):
    """ECS cluster on Fargate with Container Insights (FSBP ECS.12), and the namespace in which services find each other by name."""

    arn: pulumi.Output[str]
    cluster_name: pulumi.Output[str]
    namespace_arn: pulumi.Output[str]

    def __init__(self, name: str, args: ClusterArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Cluster", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        namespace = servicediscovery.HttpNamespace(
            name,
            name=args.scope.name("servicediscovery/namespace", name),
            description="Service Connect",
            tags=args.scope.tags,
            opts=child,
        )
        sessions = log_group(f"{name}-sessions", args.scope, args.logs, path=args.scope.path(name, "sessions"), opts=child)
        session_log = {"cloud_watch_encryption_enabled": True, "cloud_watch_log_group_name": sessions.name}
        cluster = ecs.Cluster(
            name,
            name=args.scope.name("ecs/cluster", name),
            settings=[{"name": "containerInsights", "value": "enhanced"}],
            configuration={
                "execute_command_configuration": {"kms_key_id": args.logs.key_arn, "logging": "OVERRIDE", "log_configuration": session_log}
            },
            service_connect_defaults={"namespace": namespace.arn},
            tags=args.scope.tags,
            opts=child,
        )
        ecs.ClusterCapacityProviders(
            name,
            cluster_name=cluster.name,
            capacity_providers=["FARGATE", "FARGATE_SPOT"],
            default_capacity_provider_strategies=[{"capacity_provider": "FARGATE", "weight": 1}],
            opts=child,
        )
        self.arn = cluster.arn
        self.cluster_name = cluster.name
        self.namespace_arn = namespace.arn
        self.register_outputs({"arn": self.arn, "cluster_name": self.cluster_name, "namespace_arn": self.namespace_arn})
