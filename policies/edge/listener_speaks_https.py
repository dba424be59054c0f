"""About listeners of application load balancers, and the rules that come before what they do by themselves.

A network load balancer speaks TCP and knows no redirect.
"""

from collections.abc import Iterator

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

RULE = "aws:lb/listenerRule:ListenerRule"


def judge(listener: Item, world: World) -> Verdict:
    """Fails with the first action that serves plain HTTP."""
    protocol = listener.at("protocol").text("TCP").upper()
    if protocol == "HTTPS":
        return passed()
    if protocol != "HTTP":
        return not_applicable(f"it speaks {protocol}")
    for place, action in _actions(listener, world):
        if not _redirects(action):
            return failed(f"{place}{action.path} answers plain HTTP by {action.at('type').text()}; expected a redirect to HTTPS")
    return passed("it redirects to HTTPS")


def _actions(listener: Item, world: World) -> Iterator[tuple[str, Value]]:
    """What it does by itself, and what its rules do; each with the place where it is said."""
    yield from (("", action) for action in listener.every("defaultActions[*]"))
    for rule in world.resources.referring(listener, RULE, "listenerArn"):
        yield from ((f"{rule.title}: ", action) for action in rule.every("actions[*]"))


def _redirects(action: Value) -> bool:
    """Without a protocol the redirect keeps that of the request."""
    return action.at("type").text() == "redirect" and action.at("redirect.protocol").text("#{protocol}") == "HTTPS"
