"""In the message, among the monitor's assets, or as the condition's own link."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import MONITOR, calls

FILE = re.compile(r"docs/[\w./-]+\.md")
"""One of this repository, where it can be looked for."""
ELSEWHERE = re.compile(r"runbook\W[^\n]*?(https?://\S+)", re.IGNORECASE)
"""On a line that speaks of a runbook."""


def judge(alert: Item, world: World) -> Verdict:
    """A file of this repository must be there; what is kept elsewhere is believed."""
    if not calls(alert, world):
        return not_applicable("it calls nobody")
    text = _text(alert)
    if file := FILE.search(text):
        found = world.is_file(file[0])
        return passed(f"{file[0]} is there") if found else failed(f"its runbook {file[0]} is no file of this repository; expected one")
    if link := ELSEWHERE.search(text):
        return passed(f"it is kept at {link[1]}")
    return failed("it calls somebody and names no runbook; expected a link")


def _text(alert: Item) -> str:
    if alert.type != MONITOR:
        return f"Runbook: {alert.at('runbookUrl').written('')}"
    assets = (asset.at("url").written("") for asset in alert.at("assets").members() if asset.at("category").text("") == "runbook")
    return "\n".join([alert.at("message").written(""), *(f"Runbook: {url}" for url in assets)])
