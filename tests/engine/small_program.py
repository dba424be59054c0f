"""A small program of the estate's components; `settings.json` beside the project says what may change."""

import json
from datetime import timedelta
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any, cast

import pulumi
from pulumi_aws import ec2

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs
from components.aws.flow_logs import FlowLogs, FlowLogsArgs
from components.aws.log_group import LogSettings
from components.aws.queue import Queue, QueueArgs
from estate.catalog.load import load_catalog
from estate.naming import scope_of_platform
from stacks.provider import pinned

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    settings = cast("dict[str, Any]", json.loads((ROOT / "settings.json").read_text(encoding="utf-8")))
    catalog = load_catalog(ROOT / "catalog")
    dev = catalog.environments["dev"]
    team = catalog.teams[catalog.organisation.platform_team]
    scope = scope_of_platform(organisation=catalog.organisation, environment=dev, team=team, what="small")
    opts = pinned(scope)
    addresses = IPv4Network(settings["range"])
    vpc = ec2.Vpc("small", cidr_block=str(addresses), tags=scope.tags, opts=opts)
    for zone, subnet in zip(dev.zones, addresses.subnets(new_prefix=24), strict=False):
        ec2.Subnet(f"small-{zone}", vpc_id=vpc.id, availability_zone=zone, cidr_block=str(subnet), tags=scope.tags, opts=opts)
    key = EncryptionKey("small", EncryptionKeyArgs(scope=scope, description="The small program's", uses=(), protect=False), opts)
    logs = LogSettings(retention_days=settings["retention"], key_arn=None)
    FlowLogs("small", FlowLogsArgs(scope=scope, vpc_id=vpc.id, logs=logs), opts)
    Queue("work", QueueArgs(scope=scope, visibility_timeout=timedelta(seconds=30), max_receives=5, key_arn=key.arn), opts)
    pulumi.export("vpc_id", vpc.id)


if __name__ == "__main__":
    main()
