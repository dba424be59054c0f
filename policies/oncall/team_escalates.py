"""At night, when a roster for office hours has nobody on."""

from estate.catalog.team import Team
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.oncall._rosters import rosters

LEAST = 2


def judge(team: Team, world: World) -> Verdict:
    """Distinct rosters that have somebody on at every hour."""
    if team.on_call is None:
        return not_applicable("it is not on call")
    always = {roster.name for roster in rosters(team, world)} - {team.on_call.in_hours}
    text = f"at night it has {', '.join(sorted(always))}"
    return passed(text) if len(always) >= LEAST else failed(f"{text}; expected at least {LEAST} rosters")
