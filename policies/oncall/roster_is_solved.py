"""The lock beside the roster's file."""

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

LOCK = "catalog/rosters/{}.lock.yaml"


def judge(team: Team, world: World) -> Verdict:
    """Of every roster that calls people for the team."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    missing = [lock for lock in (LOCK.format(roster.name) for roster in rosters(team, world)) if not world.is_file(lock)]
    return failed(f"{', '.join(missing)} is missing; expected a lock") if missing else passed("every roster has its lock")
