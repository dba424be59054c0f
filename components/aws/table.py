"""A DynamoDB table that can be put back to any second of the last 35 days."""

from dataclasses import dataclass
from typing import Literal

import pulumi
from pulumi_aws import appautoscaling, dynamodb

from estate.naming import Scope

TARGET_UTILIZATION = 70.0  # percent of what is provisioned (DynamoDB developer guide, auto scaling: 20 to 90)
SCALED = (("read", "ReadCapacityUnits"), ("write", "WriteCapacityUnits"))

AttributeType = Literal["S", "N", "B"]


@dataclass(frozen=True, kw_only=True)
class KeyAttribute:
    """An attribute of the table's key: text (`S`), number (`N`) or bytes (`B`)."""

    name: str
    type: AttributeType


@dataclass(frozen=True, kw_only=True)
class CapacityRange:
    """Capacity units, of reads and of writes alike."""

    minimum: int
    maximum: int


@dataclass(frozen=True, kw_only=True)
class TableArgs:
    """A table; without a capacity it is paid by request."""

    scope: Scope
    partition_key: KeyAttribute
    sort_key: KeyAttribute | None = None
    expires: str | None = None
    """The attribute that says when an item may go, in seconds since 1970."""
    capacity: CapacityRange | None = None
    key_arn: pulumi.Input[str]
    deletion_protection: bool


class Table(pulumi.ComponentResource):
    """DynamoDB table with point-in-time recovery; its capacity follows the load (FSBP DynamoDB.1, .2, .6)."""

    arn: pulumi.Output[str]
    name: pulumi.Output[str]

    def __init__(self, name: str, args: TableArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Table", name, None, opts)
        keys = [key for key in (args.partition_key, args.sort_key) if key]
        provisioned = args.capacity.minimum if args.capacity else None
        table = dynamodb.Table(
            name,
            name=args.scope.name("dynamodb/table", name),
            attributes=[{"name": key.name, "type": key.type} for key in keys],
            hash_key=args.partition_key.name,
            range_key=args.sort_key.name if args.sort_key else None,
            billing_mode="PROVISIONED" if args.capacity else "PAY_PER_REQUEST",
            read_capacity=provisioned,
            write_capacity=provisioned,
            ttl=dynamodb.TableTtlArgs(attribute_name=args.expires, enabled=True) if args.expires else None,
            point_in_time_recovery={"enabled": True},
            server_side_encryption={"enabled": True, "kms_key_arn": args.key_arn},
            deletion_protection_enabled=args.deletion_protection,
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(
                parent=self,
                protect=args.deletion_protection,
                # The autoscaler moves them; an update of something else must not set them back.
                ignore_changes=["readCapacity", "writeCapacity"] if args.capacity else None,
            ),
        )
        if args.capacity is not None:
            self._scale(name, args.scope, args.capacity, table)
        self.arn = table.arn
        self.name = table.name
        self.register_outputs({"arn": self.arn, "name": self.name})

    def _scale(self, name: str, scope: Scope, capacity: CapacityRange, table: dynamodb.Table) -> None:
        child = pulumi.ResourceOptions(parent=self)
        for what, dimension in SCALED:
            target = appautoscaling.Target(
                f"{name}-{what}",
                service_namespace="dynamodb",
                resource_id=pulumi.Output.concat("table/", table.name),
                scalable_dimension=f"dynamodb:table:{dimension}",
                min_capacity=capacity.minimum,
                max_capacity=capacity.maximum,
                tags=scope.tags,
                opts=child,
            )
            appautoscaling.Policy(
                f"{name}-{what}",
                policy_type="TargetTrackingScaling",
                service_namespace=target.service_namespace,
                resource_id=target.resource_id,
                scalable_dimension=target.scalable_dimension,
                target_tracking_scaling_policy_configuration={
                    "target_value": TARGET_UTILIZATION,
                    "predefined_metric_specification": {"predefined_metric_type": f"DynamoDB{what.title()}CapacityUtilization"},
                },
                opts=child,
            )
