"""What everybody may call: HTTPS, and HTTP that redirects to it."""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.network._rules import TCP, UDP, incoming, is_about_leaving, is_for_everybody, ports

ALLOWED = {"TCP": (80, 443), "UDP": (443,)}
"""HTTP, HTTPS, and HTTP/3, which goes over UDP (FSBP EC2.18 takes 80 and 443 where nobody says otherwise)."""


def judge(item: Item, _world: World) -> Verdict:
    """Fails with the first rule that lets the world in elsewhere."""
    if is_about_leaving(item):
        return not_applicable("the rule is about what leaves")
    for rule in incoming(item):
        if is_for_everybody(rule) and (wrong := next(_others(rule), None)):
            return failed(f"{rule.path or item.title} opens {wrong} to the world; expected 80 or 443 alone, or named addresses")
    return passed()


def _others(rule: Value) -> Iterator[str]:
    for name, protocols in (("TCP", TCP), ("UDP", UDP)):
        opened = ports(rule, protocols)
        if opened and not (opened[0] == opened[1] and opened[0] in ALLOWED[name]):
            yield f"{name} {opened[0]}" if opened[0] == opened[1] else f"{name} {opened[0]}-{opened[1]}"
