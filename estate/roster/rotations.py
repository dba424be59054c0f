"""Rotations that say the same as the plan: fitted to it, continued after a change, and read back.

A rotation gives exactly what is planned: where no list of members that vendors take would, another rotation follows it.
What differs from the plan, a swap or a cover, is no rotation's matter: those shifts are published as overrides.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from estate.catalog.fact import Weekday
from estate.roster.lock import Rotation, Shift
from estate.roster.slots import dates, weekday_of

MOST_MEMBERS = 20  # PagerDuty REST API, schedules v3: an event assigns to at most 20 members
WEEK = timedelta(weeks=1)

Seat = tuple[str, Weekday, int]
"""A lane, a weekday, and which of those who work it together."""
Plan = Mapping[date, str]
"""Who is planned for a seat on each of its dates."""


def continued(old: Iterable[Rotation], shifts: Iterable[Shift], *, first: date, end: date) -> tuple[Rotation, ...]:
    """Rotations that give what the shifts of the horizon from `first` to before `end` say is planned.

    Old ones stay as they are up to the first date on which they are wrong: there they are bounded, and new ones follow.
    Those that would be wrong from their own beginning are dropped: what is frozen never differs, so they have not begun.
    """
    plans = planned(shifts)
    kept: dict[Seat, list[Rotation]] = defaultdict(list)
    for rotation in old:
        kept[rotation.lane, rotation.weekday, rotation.seat].append(rotation)
    seats = sorted({*plans, *kept})
    found = [one for seat in seats for one in _continued(kept[seat], seat, plans.get(seat, {}), first=first, end=end)]
    return tuple(sorted(found, key=lambda one: (one.lane, one.since, one.seat)))


def _continued(old: Sequence[Rotation], seat: Seat, plan: Plan, *, first: date, end: date) -> Iterator[Rotation]:
    days = [day for day in dates(first, end) if weekday_of(day) == seat[1]]
    wrong = next((day for day in days if on(old, day) != plan.get(day)), None)
    if wrong is None:
        yield from old
        return
    for rotation in old:
        if rotation.until and rotation.until <= wrong:
            yield rotation
        elif rotation.since < wrong:
            yield rotation.model_copy(update={"until": wrong})
    yield from fitted(seat, {day: who for day, who in plan.items() if day >= wrong})


def on(rotations: Iterable[Rotation], day: date) -> str | None:
    """Whom the rotations of one seat give on that date."""
    return next((who for rotation in rotations if (who := rotation.on(day))), None)


def planned(shifts: Iterable[Shift]) -> dict[Seat, dict[date, str]]:
    """What the rotations have to give."""
    plans: dict[Seat, dict[date, str]] = defaultdict(dict)
    for shift in shifts:
        plans[shift.lane, weekday_of(shift.date), shift.seat][shift.date] = shift.planned
    return dict(plans)


def fitted(seat: Seat, plan: Plan) -> Iterator[Rotation]:
    """The fewest rotations that give exactly the plan, each with the shortest list of members that does."""
    lane, weekday, number = seat
    days = sorted(plan)
    while days:
        run = _weekly(days)
        names = [plan[day] for day in run]
        length, members = _cycle(names)
        last = length == len(days)
        until = None if last else run[0] + length * WEEK
        yield Rotation(lane=lane, weekday=weekday, seat=number, since=run[0], until=until, members=tuple(members))
        days = days[length:]


def _weekly(days: Sequence[date]) -> Sequence[date]:
    """The days before the first week without one."""
    gap = next((place for place in range(1, len(days)) if days[place] - days[place - 1] != WEEK), len(days))
    return days[:gap]


def _cycle(names: Sequence[str]) -> tuple[int, Sequence[str]]:
    """How many of the names some list gives by going round, and the shortest list that gives the most."""
    reach = {period: _reach(names, period) for period in range(1, min(MOST_MEMBERS, len(names)) + 1)}
    period = max(reach, key=lambda one: (reach[one], -one))
    return reach[period], names[:period]


def _reach(names: Sequence[str], period: int) -> int:
    return next((place for place, name in enumerate(names) if name != names[place % period]), len(names))


def rendered(rotations: Iterable[Rotation], *, first: date, end: date) -> dict[tuple[str, date, int], str]:
    """Whom the rotations give for each lane, date and seat from `first` to before `end`."""
    rotations = tuple(rotations)
    found: dict[tuple[str, date, int], str] = {}
    for day in dates(first, end):
        for rotation in rotations:
            if who := rotation.on(day):
                found[rotation.lane, day, rotation.seat] = who
    return found
