"""Small rosters and locks made by hand: who is on is counted here with the standard library alone."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from estate.catalog.roster import Horizon, Lane, Member, Roster
from estate.catalog.team import Person
from estate.roster.lock import Answer, Lock, Rotation, Shift

DAY = timedelta(days=1)
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONDAY = date(2026, 11, 16)

MORNING = Lane(name="morning", zone="Europe/Istanbul", start="08:00", length=timedelta(hours=8), regions=("eu",))
AFTERNOON = Lane(name="afternoon", zone="Europe/Istanbul", start="15:00", length=timedelta(hours=8), regions=("eu",))
NIGHT = Lane(name="night", zone="Europe/Istanbul", start="23:00", length=timedelta(hours=9), regions=("mx",))
STANDBY = Lane(name="standby", zone="Europe/Istanbul", start="08:00", length=timedelta(hours=24), regions=("eu",))


def a_roster(
    lanes: Sequence[Lane] = (MORNING,), *, name: str = "operations", first: date = MONDAY, weeks: int = 12, **more: object
) -> Roster:
    """A roster of three people of `eu` and two of `mx`."""
    members = [("cedar", "eu"), ("plane", "eu"), ("olive", "eu"), ("ceiba", "mx"), ("mesquite", "mx")]
    given: dict[str, object] = {
        "name": name,
        "team": "operations",
        "description": "Made by hand.",
        "duty": "standby",
        "coverage": "lanes",
        "horizon": Horizon(first=first, weeks=weeks),
        "lanes": tuple(lanes),
        "members": tuple(Member(person=person, region=region, country="TR", hours=timedelta(hours=40)) for person, region in members),
    }
    return Roster.model_validate({**given, **more})


def people_of(roster: Roster) -> dict[str, Person]:
    """Everybody in it, known to every vendor."""
    return {
        member.person: Person(
            name=member.person,
            team="operations",
            zone="Europe/Istanbul",
            email=f"{member.person}@shop.example",
            pagerduty=f"P{member.person.upper()}",
            datadog=f"00000000-0000-4000-8000-{place:012d}",
        )
        for place, member in enumerate(roster.members)
    }


def everybody_in_turn(roster: Roster) -> tuple[Rotation, ...]:
    """On every weekday of every lane all who may work it take turns, another one first in each lane."""
    return tuple(
        Rotation(
            lane=lane.name,
            weekday=NAMES[day],
            seat=seat,
            since=roster.horizon.first + day * DAY,
            members=_turned(roster, lane, place + seat),
        )
        for place, lane in enumerate(roster.lanes)
        for day in range(7)
        for seat in range(1, lane.heads_on.get(NAMES[day], lane.heads) + 1)
    )


def _turned(roster: Roster, lane: Lane, by: int) -> tuple[str, ...]:
    may = [member.person for member in roster.members if member.region in lane.regions]
    return (*may[by % len(may) :], *may[: by % len(may)])


def a_lock(roster: Roster, rotations: Iterable[Rotation] | None = None) -> Lock:
    """The lock whose shifts are what the rotations say."""
    rotations = tuple(everybody_in_turn(roster) if rotations is None else rotations)
    lanes = {lane.name: lane for lane in roster.lanes}
    end = roster.horizon.first + timedelta(weeks=roster.horizon.weeks)
    shifts = [shift for rotation in rotations for shift in _shifts(lanes[rotation.lane], rotation, end)]
    answer = Answer(status="optimal", cost=0, bound=0)
    return Lock(roster=roster.name, made_from="sha256:0", answer=answer, shifts=tuple(shifts), rotations=rotations)


def _shifts(lane: Lane, rotation: Rotation, end: date) -> Iterable[Shift]:
    zone = ZoneInfo(lane.zone)
    day, turn = rotation.since, 0
    while day < min(end, rotation.until or end):
        wall = datetime.combine(day, time.fromisoformat(lane.start))
        starts, ends = (one.replace(tzinfo=zone).astimezone(UTC) for one in (wall, wall + lane.length))
        who = rotation.members[turn % len(rotation.members)]
        yield Shift(start=starts, end=ends, lane=lane.name, date=day, seat=rotation.seat, who=who)
        day, turn = day + 7 * DAY, turn + 1


def replaced(rotations: Iterable[Rotation], *, since: date, members: Mapping[str, tuple[str, ...]]) -> tuple[Rotation, ...]:
    """From that date on other members in these lanes: every rotation of theirs is bounded, and another one appended."""
    old = tuple(rotations)
    kept = tuple(_bounded(one, since) if one.lane in members else one for one in old)
    new = (one.model_copy(update={"since": first_on(one, since), "members": members[one.lane]}) for one in old if one.lane in members)
    return (*kept, *new)


def _bounded(rotation: Rotation, since: date) -> Rotation:
    return rotation.model_copy(update={"until": first_on(rotation, since)})


def first_on(rotation: Rotation, since: date) -> date:
    """The first date from `since` on that has the rotation's weekday."""
    return since + (NAMES.index(rotation.weekday) - since.weekday()) % 7 * DAY


def whoever_is_planned(lock: Lock) -> dict[tuple[str, int], dict[datetime, str]]:
    """For every lane and seat, whom the rotations mean at each quarter of an hour; nobody where nothing stands."""
    planned: dict[tuple[str, int], dict[datetime, str]] = {}
    for shift in lock.shifts:
        planned.setdefault((shift.lane, shift.seat), {}).update(dict.fromkeys(quarters(shift.start, shift.end), shift.planned))
    return planned


def horizon_of(lock: Lock) -> list[datetime]:
    """Every quarter of an hour from the first shift to the last."""
    return list(quarters(min(shift.start for shift in lock.shifts), max(shift.end for shift in lock.shifts)))


def quarters(start: datetime, end: datetime) -> Iterable[datetime]:
    """Every quarter of an hour from `start` to `end`, not included."""
    at = start
    while at < end:
        yield at
        at += timedelta(minutes=15)


def rosters_of_all_kinds() -> dict[str, Roster]:
    """Rosters that differ in what a vendor may get wrong; those with changes of clocks reach over all of 2027's."""
    clocks = {"north": "Europe/Kyiv", "south": "America/Santiago", "half-hour-change": "Australia/Lord_Howe"}
    offsets = {"none": "Europe/Istanbul", "half-hour": "Asia/Kolkata", "three-quarters": "Asia/Kathmandu"}
    around = [NIGHT.model_copy(update={"name": name, "zone": zone, "regions": ("eu",)}) for name, zone in {**clocks, **offsets}.items()]
    return {
        "with the sun": a_roster([MORNING, AFTERNOON, NIGHT]),
        "a week of standby": a_roster([STANDBY]),
        "two seats, and none on Sundays": a_roster([MORNING.model_copy(update={"heads": 2, "heads_on": {"sunday": 0}})]),
        "changes of the clocks": a_roster(around, first=date(2027, 3, 1), weeks=36),
    }
