"""A roster, as its team writes it: lanes that must be staffed, the people who may, and the rules that hold.

Three definitions hold for every rule and every count. A shift *works* from its handover before the lane's start to the lane's
end; a shift *belongs to* the local date on which the lane starts, in the zone of the person who works it; a *week* runs from
Monday to Sunday of those dates.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from estate.catalog.fact import ClockTime, Duration, Fact, Name, Weekday, ZoneName, matching
from estate.catalog.mistakes import show


def parse_date(value: object) -> date:
    """`2027-03-01` as a date; anything else raises ValueError."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and len(value) == len("2027-03-01"):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{show(value)} is no date; expected year, month and day, such as 2027-03-01")


def parse_instant(value: object) -> datetime:
    """`2027-03-01T05:00Z` as a time in UTC; anything else raises ValueError: a local time alone can mean two instants."""
    if isinstance(value, datetime) and value.utcoffset() == timedelta(0):
        return value
    try:
        if isinstance(value, str) and value.endswith("Z"):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(f"{show(value)} is no instant; expected a time in UTC with a Z, such as 2027-03-01T05:00Z")


def format_instant(value: datetime) -> str:
    """To the minute, as people write it: `2027-03-01T05:00Z`."""
    return value.strftime("%Y-%m-%dT%H:%MZ")


class _DateSchema:
    """Editors see a date as text."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "format": "date", "examples": ["2027-03-01"]}


class _InstantSchema:
    """Editors see an instant as text."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z$"
        return {"type": "string", "pattern": pattern, "examples": ["2027-03-01T05:00Z"]}


Date = Annotated[date, BeforeValidator(parse_date), PlainSerializer(date.isoformat, return_type=str), _DateSchema()]
Instant = Annotated[datetime, BeforeValidator(parse_instant), PlainSerializer(format_instant, return_type=str), _InstantSchema()]
Country = Annotated[str, matching(r"^[A-Z]{2}$", "two capitals of ISO 3166, such as TR")]


class Horizon(Fact):
    """The weeks that are rostered: lanes whose date lies in them."""

    first: Date
    """A Monday."""
    weeks: int = Field(ge=1, le=53)


class Lane(Fact):
    """A part of the day that is staffed, on the clock of its zone."""

    name: Name
    zone: ZoneName
    start: ClockTime
    length: Duration
    """On the clock: from the start to so much later on the wall, over midnight where it must be; at most 24h."""
    regions: tuple[Name, ...] = Field(min_length=1, strict=False)
    """Whose members may work it."""
    skills: tuple[Name, ...] = Field(default=(), strict=False)
    """All of them are needed."""
    heads: int = Field(default=1, ge=0, le=5)
    heads_on: dict[Weekday, int] = Field(default_factory=dict)
    """Where a weekday needs another number."""
    handover: Duration = timedelta(0)
    """How long before the start the one who comes is there, while the one who goes still is."""


class Member(Fact):
    """Somebody who takes part; the person's zone stands in `people.yaml`."""

    person: Name
    region: Name
    country: Country
    """Whose holidays count."""
    hours: Duration
    """A week, by contract."""
    skills: tuple[Name, ...] = Field(default=(), strict=False)
    joins: Date | None = None
    """The first day."""
    leaves: Date | None = None
    """The first day without."""


class _Rule(Fact):
    """What every rule says beside its number. A week, a month or a row of days counts whole when the rule holds on one day of it."""

    source: str = Field(min_length=1)
    """The law, the contract or the agreement that it stands in."""
    regions: tuple[Name, ...] = Field(default=(), strict=False)
    """Whom it protects; nothing given: everybody."""
    since: Date | None = None
    until: Date | None = None
    """The first day on which it does not hold any more."""


class Rest(_Rule):
    """Elapsed time between the ends and starts of two shifts."""

    kind: Literal["rest"]
    at_least: Duration


class RestAfterCallOut(_Rule):
    """Elapsed time between the end of a call-out on standby and the start of the next shift in any roster."""

    kind: Literal["rest_after_call_out"]
    at_least: Duration


class DailyHours(_Rule):
    """Hours of the shifts of one day."""

    kind: Literal["daily_hours"]
    at_most: Duration


class WeeklyHours(_Rule):
    """Hours of the shifts of one week."""

    kind: Literal["weekly_hours"]
    at_most: Duration


class AverageHours(_Rule):
    """Hours a week, on average over every run of so many whole weeks of the horizon."""

    kind: Literal["average_hours"]
    weeks: int = Field(ge=2, le=52)
    at_most: Duration | None = None
    """Nothing given: the hours of each member's contract."""


class ConsecutiveDays(_Rule):
    """Days with a shift in a row."""

    kind: Literal["consecutive_days"]
    at_most: int = Field(ge=1, le=31)


class Weekends(_Rule):
    """Saturdays and Sundays with a shift in a calendar month.

    The minimum holds for months that lie wholly inside the horizon, and for those who are there all month.
    """

    kind: Literal["weekends"]
    at_least: int = Field(default=0, ge=0, le=10)
    at_most: int = Field(ge=0, le=10)


class WeeklyBlock(_Rule):
    """In one week a person works one lane and no other."""

    kind: Literal["weekly_block"]


class WholeWeek(_Rule):
    """The same person has every shift of the lane in a week, by the lane's own dates."""

    kind: Literal["whole_week"]
    lane: Name


class NoQuickReturn(_Rule):
    """Whoever works `after` on a date of the lanes does not work `before` on the next."""

    kind: Literal["no_quick_return"]
    after: Name
    before: Name


Rule = Annotated[
    Rest
    | RestAfterCallOut
    | DailyHours
    | WeeklyHours
    | AverageHours
    | ConsecutiveDays
    | Weekends
    | WeeklyBlock
    | WholeWeek
    | NoQuickReturn,
    Field(discriminator="kind"),
]


class Fairness(Fact):
    """How much a difference of one between two members of a region weighs."""

    hours: int = Field(default=1, ge=0, le=100)
    """For eight hours."""
    nights: int = Field(default=3, ge=0, le=100)
    weekends: int = Field(default=3, ge=0, le=100)
    holidays: int = Field(default=5, ge=0, le=100)
    wishes: int = Field(default=2, ge=0, le=100)
    """For each day against a wish."""


class Absence(Fact):
    """Days on which somebody is not there, in their own zone."""

    person: Name
    first: Date
    last: Date
    """That day included."""
    reason: str = "leave"


class Wish(Fact):
    """Days that somebody would like to have off, or to work."""

    person: Name
    first: Date
    last: Date
    """That day included."""
    wants: Literal["off", "work"]


class CarriedDebt(Fact):
    """What somebody has worked beyond their share before this horizon; negative where others did it for them."""

    person: Name
    hours: int = 0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0


class EarlierShift(Fact):
    """A shift shortly before the horizon: rest and runs of days reach over the edge."""

    lane: Name
    date: Date
    person: Name


class Override(Fact):
    """One shift that somebody else works than was rostered."""

    lane: Name
    date: Date
    person: Name
    """Who works it."""
    instead_of: Name
    why: Literal["swap", "cover", "override"]
    reason: str = ""


class CallOut(Fact):
    """Somebody on standby was called, and worked."""

    person: Name
    start: Instant
    end: Instant


HolidayKind = Literal["public", "workday", "bank", "government", "optional"]
HolidayKinds = Annotated[tuple[HolidayKind, ...], Field(strict=False)]


class Roster(Fact):
    """Who stands in for whom, when: the file beside it, `<name>.lock.yaml`, holds the answer."""

    name: Name
    team: Name
    description: str = Field(min_length=1)
    duty: Literal["shift", "standby"]
    """Standby hours are no working hours: nobody sits there, somebody can be called."""
    coverage: Literal["always", "lanes"]
    """`always`: somebody at every instant of the horizon; `lanes`: whenever a lane says so."""
    horizon: Horizon
    lanes: tuple[Lane, ...] = Field(min_length=1, strict=False)
    members: tuple[Member, ...] = Field(min_length=1, strict=False)
    rules: tuple[Rule, ...] = Field(default=(), strict=False)
    fairness: Fairness = Fairness()
    holidays: dict[Country, HolidayKinds] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})
    """Which days of each country count."""
    absences: tuple[Absence, ...] = Field(default=(), strict=False)
    wishes: tuple[Wish, ...] = Field(default=(), strict=False)
    carried: tuple[CarriedDebt, ...] = Field(default=(), strict=False)
    earlier: tuple[EarlierShift, ...] = Field(default=(), strict=False)
    overrides: tuple[Override, ...] = Field(default=(), strict=False)
    call_outs: tuple[CallOut, ...] = Field(default=(), strict=False)
    frozen_until: Date | None = None
    """Shifts of earlier lane dates are published, and stay as the lock has them."""
    disturbance_budget: int = Field(default=30, ge=0)
    """Person-days that one new solution may change."""
