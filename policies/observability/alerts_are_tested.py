"""Scenarios of the service's own, or those for all services."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import CONDITION, MONITOR, tells

FILES = ("catalog/services/{}.alerts.yaml", "catalog/services/all.alerts.yaml")


def judge(service: Service, world: World) -> Verdict:
    """Of services that anything tells of."""
    if not any(tells(alert, world) for alert in world.of(service, MONITOR, CONDITION)):
        return not_applicable("no alert tells of it")
    files = [name.format(service.name) for name in FILES]
    found = next((file for file in files if world.is_file(file)), None)
    return passed(f"{found} is there") if found else failed(f"neither {' nor '.join(files)} is there; expected one of them")
