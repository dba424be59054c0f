"""The rosters that call people for a team, as the catalog has them."""

from collections.abc import Iterator

from estate.catalog.roster import Roster
from estate.catalog.team import Team
from estate.readiness.verdict import NotKnownError
from estate.readiness.world import World


def names(team: Team) -> tuple[str, ...]:
    """In the order in which they are called; none for a team that is not on call."""
    if team.on_call is None:
        return ()
    first = (team.on_call.in_hours,) if team.on_call.in_hours else ()
    return (*first, *team.on_call.levels)


def rosters(team: Team, world: World) -> Iterator[Roster]:
    """NotKnownError at one that the catalog does not have."""
    for name in names(team):
        if name not in world.facts.rosters:
            raise NotKnownError(f"the catalog has no roster {name}")
        yield world.facts.rosters[name]
