"""Held against the day on which it is asked."""

from datetime import timedelta

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

NOTICE = timedelta(weeks=2)


def judge(team: Team, world: World) -> Verdict:
    """Of every roster that calls people for the team."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    ends = {roster.name: roster.horizon.first + timedelta(weeks=roster.horizon.weeks) for roster in rosters(team, world)}
    short = [f"{name} ends on {end}" for name, end in ends.items() if end - world.today < NOTICE]
    return failed(f"{', '.join(short)}; expected two weeks or more after {world.today}") if short else passed(f"until {min(ends.values())}")
