"""SSH and RDP from anywhere: as rules of their own, and as rules inside a group."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

ADMINISTRATION = {22: "SSH", 3389: "RDP"}
WORLD = frozenset({"0.0.0.0/0", "::/0"})
ADDRESSES = ("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks")
ALL_PROTOCOLS = "-1"


def judge(item: Item, _world: World) -> Verdict:
    """Fails with the first rule that lets the world in."""
    if item.type.endswith("SecurityGroupRule") and item.at("type").text() != "ingress":
        return not_applicable("the rule is about what leaves")
    for rule in _rules(item):
        if _is_for_everybody(rule) and (open_ports := _administration_ports(rule)):
            return failed(f"{rule.path or item.title} opens {' and '.join(open_ports)} to the world; expected named addresses")
    return passed()


def _rules(item: Item) -> Iterator[Value]:
    return item.every("ingress[*]") if item.type.endswith(":SecurityGroup") else iter((item.at(""),))


def _is_for_everybody(rule: Value) -> bool:
    return any(value.written() in WORLD for key in ADDRESSES for value in rule.at(key).members())


def _administration_ports(rule: Value) -> list[str]:
    protocol = (rule.at("ipProtocol") if rule.at("ipProtocol").is_present else rule.at("protocol")).text(ALL_PROTOCOLS)
    if protocol in (ALL_PROTOCOLS, "all"):
        return list(ADMINISTRATION.values())
    if protocol not in ("tcp", "6"):
        return []
    first, last = rule.at("fromPort").number(), rule.at("toPort").number()
    return [name for port, name in ADMINISTRATION.items() if first <= port <= last]
