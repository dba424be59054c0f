"""Rules of a network ACL are asked in the order of their numbers; the first that fits decides (VPC user guide, network ACLs)."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.network._rules import TCP, ports

RULE = "aws:ec2/networkAclRule:NetworkAclRule"
ADMINISTRATION = {22: "SSH", 3389: "RDP"}
WORLD = {"cidrBlock": "0.0.0.0/0", "ipv6CidrBlock": "::/0"}


@dataclass(frozen=True, kw_only=True)
class _Rule:
    number: float
    allows: bool
    value: Value


def judge(acl: Item, world: World) -> Verdict:
    """Fails with the first port for which the rules let the world in."""
    rules = sorted(_rules(acl, world), key=lambda rule: rule.number)
    for port, name in ADMINISTRATION.items():
        for key, everybody in WORLD.items():
            first = next((rule for rule in rules if _fits(rule, key, everybody, port)), None)
            if first and first.allows:
                return failed(f"rule {first.number:.0f} lets {everybody} in to {name}; expected a rule before it that denies TCP {port}")
    return passed()


def _rules(acl: Item, world: World) -> Iterator[_Rule]:
    for value in acl.every("ingress[*]"):
        yield _Rule(number=value.at("ruleNo").number(), allows=value.at("action").text().lower() == "allow", value=value)
    for item in world.resources.referring(acl, RULE, "networkAclId"):
        if not item.at("egress").flag(default=False):
            allows = item.at("ruleAction").text().lower() == "allow"
            yield _Rule(number=item.at("ruleNumber").number(), allows=allows, value=item.at(""))


def _fits(rule: _Rule, key: str, everybody: str, port: int) -> bool:
    opened = ports(rule.value, TCP) if rule.value.at(key).written("") == everybody else None
    return opened is not None and opened[0] <= port <= opened[1]
