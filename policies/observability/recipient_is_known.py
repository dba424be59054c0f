"""Services of PagerDuty and webhooks, where this program makes them; other recipients are kept elsewhere."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

KINDS = {
    "pagerduty": ("datadog:pagerduty/serviceObject:ServiceObject", "serviceName"),
    "webhook": ("datadog:index/webhook:Webhook", "name"),
}
"""The word before the name in a message, and what has that name."""


def judge(monitor: Item, world: World) -> Verdict:
    """Every name of a kind of which there is any; a name that is a reference is one that is there."""
    message = monitor.at("message").written("")
    named = {kind: set(re.findall(rf"(?<![\w.])@{kind}-([\w.-]*\w)", message)) for kind in KINDS}
    known = {kind: {item.at(path).text() for item in world.resources.of_type(token)} for kind, (token, path) in KINDS.items()}
    asked = [(kind, name) for kind, names in named.items() if known[kind] for name in sorted(names)]
    if not asked:
        return not_applicable("it names nobody whom this program makes")
    strangers = [f"@{kind}-{name}" for kind, name in asked if name not in known[kind]]
    return failed(f"{', '.join(strangers)} is nobody; expected one that there is") if strangers else passed(f"{len(asked)} are there")
