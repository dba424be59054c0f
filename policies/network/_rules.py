"""Rules of security groups, read alike: those that stand alone, and those inside a group."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value

GROUPS = ("aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")
WORLD = frozenset({"0.0.0.0/0", "::/0"})
ADDRESSES = ("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks")
ALL_PROTOCOLS = frozenset({"-1", "all"})
TCP = frozenset({"tcp", "6"})
UDP = frozenset({"udp", "17"})
EVERY_PORT = (0, 65535)


def is_about_leaving(item: Item) -> bool:
    """Whether it is the older kind of rule (`ec2.SecurityGroupRule`), and about what leaves."""
    return item.type.endswith("SecurityGroupRule") and item.at("type").text() != "ingress"


def incoming(item: Item) -> Iterator[Value]:
    """The rules of a group, or the one rule that the resource is."""
    return item.every("ingress[*]") if item.type in GROUPS else iter((item.at(""),))


def is_for_everybody(rule: Value) -> bool:
    """Whether every address may come in."""
    return any(value.written() in WORLD for key in ADDRESSES for value in rule.at(key).members())


def ports(rule: Value, protocols: frozenset[str]) -> tuple[int, int] | None:
    """The first and the last port that the rule opens for these protocols; None where it is about others."""
    named = rule.at("ipProtocol") if rule.at("ipProtocol").is_present else rule.at("protocol")
    protocol = named.text("-1").lower()
    if protocol in ALL_PROTOCOLS:
        return EVERY_PORT
    if protocol not in protocols:
        return None
    return int(rule.at("fromPort").number()), int(rule.at("toPort").number())
