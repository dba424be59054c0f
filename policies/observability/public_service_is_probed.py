"""Of services that the world reaches, down to tier 2."""

from estate.catalog.service import Service
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._services import PROBES

LOWEST_TIER = 2


def judge(service: Service, world: World) -> Verdict:
    """At any of the vendors."""
    if service.ingress is None or service.ingress.scope != "public" or service.tier > LOWEST_TIER:
        return not_applicable("the world does not reach it, or it is of tier 3 or 4")
    found = world.of(service, *PROBES)
    return passed(f"{found[0].title} asks it") if found else failed("nothing asks it from outside; expected a probe")
