"""Both the promise in the catalog and the objective at a vendor."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._services import SLOS, UNNOTICED


def judge(service: Service, world: World) -> Verdict:
    """Of every service whose loss somebody notices."""
    if service.tier == UNNOTICED and not service.objectives:
        return not_applicable(f"tier {UNNOTICED}: nobody notices on the same day")
    if not service.objectives:
        return failed("its file has no objectives; expected at least one")
    measured = world.of(service, *SLOS)
    text = "it has objectives that nothing measures; expected an SLO in the plan"
    return passed(f"{measured[0].title} measures it") if measured else failed(text)
