"""A small program of the estate's components; `settings.json` beside the project says what may change."""

import json
from datetime import timedelta
from ipaddress import IPv4Network
from pathlib import Path
from typing import Any, cast

import pulumi

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs
from components.aws.flow_logs import FlowLogs, FlowLogsArgs
from components.aws.log_group import LogSettings
from components.aws.network import Network, NetworkArgs
from components.aws.queue import Queue, QueueArgs
from estate.catalog.load import load_catalog
from estate.naming import scope_of_platform
from estate.network import plan_nat, plan_subnets
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
    args = NetworkArgs(
        scope=scope, address_range=addresses, subnets=plan_subnets(addresses, dev.zones), nat=plan_nat("per_zone", dev.zones)
    )
    network = Network("small", args, opts)
    key = EncryptionKey("small", EncryptionKeyArgs(scope=scope, description="The small program's", uses=(), protect=False), opts)
    logs = LogSettings(retention_days=settings["retention"], key_arn=None)
    FlowLogs("small", FlowLogsArgs(scope=scope, vpc_id=network.vpc_id, logs=logs), opts)
    Queue("work", QueueArgs(scope=scope, visibility_timeout=timedelta(seconds=30), max_receives=5, key_arn=key.arn), opts)
    pulumi.export("vpc_id", network.vpc_id)


if __name__ == "__main__":
    main()
