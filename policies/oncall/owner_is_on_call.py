"""Of teams that own a service of tier 1 to 3."""

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

UNNOTICED = 4


def judge(team: Team, world: World) -> Verdict:
    """Its rosters are there."""
    owned = [service.name for service in world.facts.services.values() if service.owner == team.name and service.tier < UNNOTICED]
    if not owned:
        return not_applicable("it owns no service of tier 1 to 3")
    found = [roster.name for roster in rosters(team, world)]
    return passed(f"by {', '.join(found)}") if found else failed(f"it owns {', '.join(owned)} and is not on call; expected on_call")
