"""The real engine leads resources of the estate's components through their whole life on the sandbox."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jmespath
import pytest

from estate.sandbox.clients import Clients, invoke
from tests.engine.cli import Pulumi, sandbox

STACK = "network-dev"
DEV = ("222233334444", "eu-central-1")  # catalog/environments/dev.yaml
LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup"
# What cannot move to another VPC; the addresses of the NAT gateways can, and stay.
BOUND = {"aws:ec2/vpc:Vpc", "aws:ec2/internetGateway:InternetGateway", "aws:ec2/natGateway:NatGateway"}
Settings = Callable[[str, int], None]


@pytest.fixture
def settings(project: Path) -> Settings:
    shutil.copy(Path(__file__).with_name("small_program.py"), project / "stacks" / "__main__.py")

    def write(addresses: str, retention: int) -> None:
        (project / "settings.json").write_text(json.dumps({"range": addresses, "retention": retention}))

    write("10.60.0.0/16", 30)
    return write


@pytest.fixture
def pulumi(project: Path, settings: Settings) -> Iterator[Pulumi]:
    with sandbox(project) as pulumi:
        pulumi.make(STACK)
        yield pulumi


def test_a_program_is_previewed_deployed_changed_replaced_repaired_and_destroyed(pulumi: Pulumi, settings: Settings) -> None:
    first = pulumi.preview(STACK)
    made = pulumi.up(STACK)
    assert first["changeSummary"] == made == {"create": len(pulumi.resources(STACK))}
    assert pulumi.preview(STACK)["changeSummary"] == {"same": made["create"]}

    settings("10.60.0.0/16", 90)
    assert changed(pulumi.preview(STACK)) == {"update": [LOG_GROUP]}
    assert pulumi.up(STACK)["update"] == 1
    assert logs(pulumi)[0]["retentionInDays"] == 90

    before = network(pulumi)
    settings("10.70.0.0/16", 90)
    assert set(changed(pulumi.preview(STACK))["replace"]) >= BOUND
    assert pulumi.up(STACK)["replace"] > len(BOUND)
    after = network(pulumi)
    assert {kind: len(ids) for kind, ids in after.items()} == {kind: len(ids) for kind, ids in before.items()}
    assert [kind for kind in after if after[kind] & before[kind]] == ["addresses"]

    delete_by_hand(pulumi)
    pulumi("refresh", "--yes", stack=STACK)
    assert pulumi.changes(STACK)["delete"] == 1
    assert changed(pulumi.preview(STACK))["create"] == [LOG_GROUP]
    pulumi.up(STACK)

    pulumi("destroy", "--yes", stack=STACK)
    assert (pulumi.resources(STACK), logs(pulumi)) == ([], [])
    assert not any(network(pulumi).values())


def changed(preview: dict[str, list[dict[str, str]]]) -> dict[str, list[str]]:
    """The types that change, by kind; a replacement is told once."""
    kinds: dict[str, list[str]] = {}
    for step in preview["steps"]:
        if step["op"] in ("create", "update", "replace", "delete"):
            kinds.setdefault(step["op"], []).append(step["urn"].split("::")[2].rsplit("$", 1)[-1])
    return kinds


def network(pulumi: Pulumi) -> dict[str, set[str]]:
    """The ids of the network's parts; AWS shows a deleted NAT gateway for an hour, and makes a VPC of its own."""
    found = {
        "networks": ("describe_vpcs", "Vpcs[?!IsDefault].VpcId"),
        "subnets": ("describe_subnets", "Subnets[?!DefaultForAz].SubnetId"),
        "internet gateways": ("describe_internet_gateways", "InternetGateways[].InternetGatewayId"),
        "NAT gateways": ("describe_nat_gateways", "NatGateways[?State!='deleted'].NatGatewayId"),
        "addresses": ("describe_addresses", "Addresses[].AllocationId"),
        "interfaces": ("describe_network_interfaces", "NetworkInterfaces[].NetworkInterfaceId"),
    }
    return {kind: set(jmespath.search(path, ask(pulumi, "ec2", operation))) for kind, (operation, path) in found.items()}


def logs(pulumi: Pulumi) -> list[Any]:
    return list(ask(pulumi, "logs", "describe_log_groups")["logGroups"])


def delete_by_hand(pulumi: Pulumi) -> None:
    (group,) = logs(pulumi)
    ask(pulumi, "logs", "delete_log_group", logGroupName=group["logGroupName"])


def ask(pulumi: Pulumi, service: str, operation: str, **arguments: object) -> Any:
    account, region = DEV
    client = Clients(pulumi.served["endpoint"]).client(service, region=region, account=account)
    return invoke(client, operation, arguments)
