"""ElastiCache for Valkey: a primary and its replicas."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import elasticache

from components.aws.log_group import LogSettings, log_group
from components.aws.placement import Placement
from components.aws.security_group import SecurityGroup, SecurityGroupArgs
from estate.decisions.sizing import CacheLayout, valkey_family
from estate.decisions.windows import StoreWindows
from estate.naming import Scope

PORT = 6379
LOGS = ("slow-log", "engine-log")  # both kinds that ElastiCache gives (ElastiCache user guide, log delivery)
# When memory ends, only what has an expiry may go: a full cache refuses writes before it forgets what should stay.
PARAMETERS = {"maxmemory-policy": "volatile-lru"}


@dataclass(frozen=True, kw_only=True)
class ValkeyArgs:
    """A replication group of one shard."""

    scope: Scope
    placement: Placement
    version: str
    """Of the engine, such as `8.0`."""
    node_type: str
    layout: CacheLayout
    key_arn: pulumi.Input[str]
    """The KMS key of data and snapshots."""
    snapshot_days: int
    windows: StoreWindows
    logs: LogSettings
    deletion_protection: bool


class Valkey(pulumi.ComponentResource):
    """Valkey that speaks TLS alone; a replica in another zone takes over where there is one.

    Who reaches it through its security group may use it: the group is closed, and each client adds its own rule.
    """

    arn: pulumi.Output[str]
    address: pulumi.Output[str]
    """The host name that always leads to the primary."""
    reader_address: pulumi.Output[str]
    security_group_id: pulumi.Output[str]

    def __init__(self, name: str, args: ValkeyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Valkey", name, None, opts)
        group_args = SecurityGroupArgs(scope=args.scope, vpc_id=args.placement.vpc_id, calls_out=False)
        group = SecurityGroup(name, group_args, pulumi.ResourceOptions(parent=self))
        cache = self._replication_group(name, args, group.group_id)
        self.arn = cache.arn
        self.address = cache.primary_endpoint_address
        self.reader_address = cache.reader_endpoint_address
        self.security_group_id = group.group_id
        self.register_outputs(
            {"arn": self.arn, "address": self.address, "reader_address": self.reader_address, "security_group_id": self.security_group_id}
        )

    def _replication_group(self, name: str, args: ValkeyArgs, security_group_id: pulumi.Output[str]) -> elasticache.ReplicationGroup:
        child = pulumi.ResourceOptions(parent=self)
        identifier = args.scope.name("elasticache/replicationGroup", name)
        subnets = elasticache.SubnetGroup(name, subnet_ids=args.placement.subnet_ids, tags=args.scope.tags, opts=child)
        parameters = elasticache.ParameterGroup(
            name,
            family=valkey_family(args.version),
            parameters=[{"name": key, "value": value} for key, value in PARAMETERS.items()],
            tags=args.scope.tags,
            opts=child,
        )
        return elasticache.ReplicationGroup(
            name,
            replication_group_id=identifier,
            description=name,
            engine="valkey",
            engine_version=args.version,
            node_type=args.node_type,
            port=PORT,
            num_cache_clusters=args.layout.nodes,
            automatic_failover_enabled=args.layout.failover,
            multi_az_enabled=args.layout.failover,
            subnet_group_name=subnets.name,
            security_group_ids=[security_group_id],
            parameter_group_name=parameters.name,
            at_rest_encryption_enabled=True,
            kms_key_id=args.key_arn,
            transit_encryption_enabled=True,
            snapshot_retention_limit=args.snapshot_days,
            snapshot_window=args.windows.backup,
            maintenance_window=args.windows.maintenance,
            auto_minor_version_upgrade=True,
            final_snapshot_identifier=f"{identifier}-final" if args.deletion_protection else None,
            log_delivery_configurations=[self._log_delivery(name, args, kind) for kind in LOGS],
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.deletion_protection),
        )

    def _log_delivery(self, name: str, args: ValkeyArgs, kind: str) -> elasticache.ReplicationGroupLogDeliveryConfigurationArgs:
        # AWS lets its services write to groups under this path without a policy for each (CloudWatch Logs user guide, vended logs).
        path = f"/aws/vendedlogs/{args.scope.path(name, kind)}"
        logs = log_group(f"{name}-{kind}", args.scope, args.logs, path=path, opts=pulumi.ResourceOptions(parent=self))
        return elasticache.ReplicationGroupLogDeliveryConfigurationArgs(
            destination=logs.name, destination_type="cloudwatch-logs", log_format="json", log_type=kind
        )
