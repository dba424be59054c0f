"""What a seat of a lane is called at the vendors, so that whoever makes the schedule and whoever looks for it agree."""

from collections.abc import Iterator
from dataclasses import dataclass

from estate.catalog.roster import Roster


@dataclass(frozen=True, kw_only=True, order=True)
class Seat:
    """One place in a lane of a roster: what has a schedule of its own at every vendor."""

    roster: str
    lane: str
    seat: int = 1


def schedule_name(seat: Seat) -> str:
    """`Operations - morning`, and `Operations - morning 2` for the second seat; plain ASCII, and no two seats share a name."""
    return f"{seat.roster.capitalize()} - {seat.lane}" + (f" {seat.seat}" if seat.seat > 1 else "")


def seats(roster: Roster) -> Iterator[Seat]:
    """Every seat that the roster has on any weekday, in its own order of lanes."""
    for lane in roster.lanes:
        most = max([lane.heads, *lane.heads_on.values()])
        for seat in range(1, most + 1):
            yield Seat(roster=roster.name, lane=lane.name, seat=seat)


def shift_schedule_name(roster: Roster, zone: str) -> str:
    """What PagerDuty's shift-based schedule is called that holds every lane on that clock: `Operations - shifts`.

    Where lanes have several clocks the zone's place follows: `Operations - shifts Istanbul`.
    """
    title = f"{roster.name.capitalize()} - shifts"
    return title if len({lane.zone for lane in roster.lanes}) == 1 else f"{title} {zone.rsplit('/', 1)[-1]}"
