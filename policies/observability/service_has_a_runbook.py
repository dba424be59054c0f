"""A file of this repository; an alert that calls somebody and names another one sends them to the wrong page."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.observability._alerts import MONITOR, calls


def judge(service: Service, world: World) -> Verdict:
    """Alerts that call nobody may say what they like."""
    if service.runbook is None:
        return failed("its file has no runbook; expected a file under docs/runbooks")
    if not world.is_file(service.runbook):
        return failed(f"its runbook {service.runbook} is no file of this repository; expected one")
    for alert in world.of(service, MONITOR):
        if calls(alert, world) and service.runbook not in alert.at("message").written(""):
            return failed(f"{alert.title} calls somebody and does not name {service.runbook}; expected it")
    return passed(f"{service.runbook} is there")
