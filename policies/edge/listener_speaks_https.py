"""About listeners of application load balancers; a network load balancer speaks TCP and knows no redirect."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(listener: Item, _world: World) -> Verdict:
    """Fails with the first action that serves plain HTTP."""
    protocol = listener.at("protocol").text("TCP").upper()
    if protocol == "HTTPS":
        return passed()
    if protocol != "HTTP":
        return not_applicable(f"it speaks {protocol}")
    for action in listener.every("defaultActions[*]"):
        if not _redirects(action):
            return failed(f"{action.path} answers plain HTTP by {action.at('type').text()}; expected a redirect to HTTPS")
    return passed("it redirects to HTTPS")


def _redirects(action: Value) -> bool:
    """Without a protocol the redirect keeps that of the request."""
    return action.at("type").text() == "redirect" and action.at("redirect.protocol").text("#{protocol}") == "HTTPS"
