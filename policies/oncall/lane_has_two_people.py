"""By regions: a lane says whose members may work it."""

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

LEAST = 2


def judge(team: Team, world: World) -> Verdict:
    """Every lane of every roster that calls people for the team."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    short = [
        f"{roster.name} has {count} for lane {lane.name}"
        for roster in rosters(team, world)
        for lane in roster.lanes
        if (count := sum(member.region in lane.regions for member in roster.members)) < LEAST
    ]
    return failed(f"{', '.join(short)}; expected at least {LEAST} people") if short else passed()
