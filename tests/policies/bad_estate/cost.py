"""Money that goes for nothing, and nobody who is told."""

from typing import Any

import pulumi_datadog as datadog
from pulumi_aws import budgets, ebs, ec2, rds

FACTS: dict[str, Any] = {
    "environments": {"production": {"accepts": ["poc", "pilot", "production"]}},
    "services": {"checkout": {"budget": None}},
}


def build() -> None:
    budgets.Budget(
        "cart",
        name="bad-cart",
        budget_type="COST",
        time_unit="MONTHLY",
        limit_amount="10",
        limit_unit="USD",
        cost_filters=[{"name": "TagKeyValue", "values": ["user:service$cart"]}],
    )
    ebs.Volume("forgotten", availability_zone="eu-central-1a", size=500, type="io1")
    ec2.Instance("old", ami="ami-1", instance_type="m4.large")
    ec2.Eip("kept", domain="vpc")
    rds.Instance("trial", engine="postgres", instance_class="db.t4g.micro", allocated_storage=20, multi_az=True)
    datadog.LogsMetric(
        "orders",
        name="bad.orders",
        compute={"aggregation_type": "count"},
        filter={"query": "service:checkout"},
        group_bies=[{"path": "@usr.id", "tag_name": "customer"}],
    )
    _network()


def _network() -> None:
    network = ec2.Vpc("main", cidr_block="10.0.0.0/16")
    for index, zone in enumerate(("a", "b")):
        subnet = ec2.Subnet(zone, vpc_id=network.id, cidr_block=f"10.0.{index}.0/24", availability_zone=f"eu-central-1{zone}")
        ec2.NatGateway(zone, subnet_id=subnet.id, allocation_id=ec2.Eip(zone, domain="vpc").id)
