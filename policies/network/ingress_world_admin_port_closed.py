"""SSH and RDP from anywhere: as rules of their own, and as rules inside a group."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.network._rules import TCP, incoming, is_about_leaving, is_for_everybody, ports

ADMINISTRATION = {22: "SSH", 3389: "RDP"}


def judge(item: Item, _world: World) -> Verdict:
    """Fails with the first rule that lets the world in."""
    if is_about_leaving(item):
        return not_applicable("the rule is about what leaves")
    for rule in incoming(item):
        if is_for_everybody(rule) and (open_ports := _administration_ports(rule)):
            return failed(f"{rule.path or item.title} opens {' and '.join(open_ports)} to the world; expected named addresses")
    return passed()


def _administration_ports(rule: Value) -> list[str]:
    opened = ports(rule, TCP)
    return [name for port, name in ADMINISTRATION.items() if opened and opened[0] <= port <= opened[1]]
