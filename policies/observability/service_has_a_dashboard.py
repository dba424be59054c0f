"""At any of the vendors."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._services import DASHBOARDS, UNNOTICED


def judge(service: Service, world: World) -> Verdict:
    """Of every service whose loss somebody notices."""
    found = world.of(service, *DASHBOARDS)
    if found:
        return passed(f"{found[0].title} shows it")
    if service.tier == UNNOTICED:
        return not_applicable(f"tier {UNNOTICED}: nobody notices on the same day")
    return failed("no dashboard shows it; expected one")
