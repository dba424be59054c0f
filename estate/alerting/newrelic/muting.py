"""Which events a muting rule mutes, and until when (docs: alerts, muting rules)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from dateutil import rrule

from estate.alerting.newrelic.resources import MUTING_RULE
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.planned import Planned, of_type

KNOWN = ("conditionId", "conditionName", "conditionRunbookUrl", "conditionType", "nrqlEventType", "nrqlQuery", "policyId", "policyName")
"""Attributes of an event that a plan says; `tags.<name>` besides. The others (`entity.guid`, `product`...) it does not."""
REPEATS: Mapping[str, Literal[1, 2, 3]] = {"MONTHLY": rrule.MONTHLY, "WEEKLY": rrule.WEEKLY, "DAILY": rrule.DAILY}
DAYS = {"MONDAY": 0, "TUESDAY": 1, "WEDNESDAY": 2, "THURSDAY": 3, "FRIDAY": 4, "SATURDAY": 5, "SUNDAY": 6}
FOREVER = 2**62
CLOSES = "CLOSE_ISSUES_ON_INACTIVE"

EventAttributes = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Mute:
    """One stretch in which a rule mutes what opens."""

    start: int
    end: int
    closes: bool
    """Whether what it muted is closed at its end, and so can open and be told again."""


@dataclass(frozen=True, kw_only=True)
class Muting:
    """The muting rules of a plan, between two times."""

    rules: tuple[tuple[Planned, tuple[Mute, ...]], ...]

    @classmethod
    def of(cls, planned: Iterable[Planned], *, start: int, end: int) -> "Muting":
        """The rules that are enabled. NotSimulatedError for one that is not understood: it might mute anything."""
        enabled = (one for one in of_type(planned, MUTING_RULE) if one.inputs.get("enabled", True))
        return cls(rules=tuple((one, tuple(_stretches(one, start, end))) for one in enabled))

    def over(self, event: EventAttributes) -> tuple[Mute, ...]:
        """Every stretch in which an event with these attributes is muted."""
        return tuple(mute for rule, mutes in self.rules if matches(rule, event) for mute in mutes)


def matches(rule: Planned, event: EventAttributes) -> bool:
    """Whether the rule is about the event. NotSimulatedError where it asks what a plan does not say."""
    condition = rule.inputs.get("condition") or {}
    found = [_holds(rule, one, event) for one in condition.get("conditions") or ()]
    return any(found) if condition.get("operator") == "OR" else all(found)


def _holds(rule: Planned, one: Mapping[str, Any], event: EventAttributes) -> bool:
    attribute, operator = str(one.get("attribute")), str(one.get("operator"))
    values = tuple(map(str, one.get("values") or ()))
    if not attribute.startswith("tags.") and attribute not in KNOWN:
        raise NotSimulatedError(f"the muting rule {rule.name} asks for {attribute}, which a plan does not say of an event")
    return compares(operator, event.get(attribute, ""), values, where=f"the muting rule {rule.name}")


def compares(operator: str, value: str, wanted: Sequence[str], *, where: str) -> bool:
    """An attribute of an event against the values of a sub-condition; upper case matters."""
    positive = operator.removeprefix("NOT_")
    match positive:
        case "EQUALS" | "IN":
            found = value in wanted
        case "CONTAINS":
            found = any(one in value for one in wanted)
        case "STARTS_WITH":
            found = value.startswith(tuple(wanted))
        case "ENDS_WITH":
            found = value.endswith(tuple(wanted))
        case "IS_BLANK":
            found = not value
        case "IS_NOT_BLANK":
            found = bool(value)
        case "ANY":
            found = True
        case _:
            raise NotSimulatedError(f"{where} compares with {operator}, which is none of New Relic's")
    return found is not (operator != positive)


def _stretches(rule: Planned, start: int, end: int) -> Iterator[Mute]:
    closes = str(rule.inputs.get("actionOnMutingRuleWindowEnded") or CLOSES) == CLOSES
    schedule = rule.inputs.get("schedule")
    if not schedule:
        yield Mute(start=-FOREVER, end=FOREVER, closes=closes)
        return
    try:
        for begin, over in _scheduled(schedule, start, end):
            yield Mute(start=begin, end=over, closes=closes)
    except (KeyError, ValueError) as error:
        raise NotSimulatedError(f"the schedule of the muting rule {rule.name} is not understood: {error}") from None


def _scheduled(schedule: Mapping[str, Any], start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that touch the time from start to end; each begins and ends by the zone's own clock."""
    zone = ZoneInfo(str(schedule["timeZone"]))
    first, last = schedule.get("startTime"), schedule.get("endTime")
    if not schedule.get("repeat"):
        yield (-FOREVER if first is None else _moment(_local(first), zone)), (FOREVER if last is None else _moment(_local(last), zone))
        return
    begins, over = _local(str(first)), _local(str(last))
    until = datetime.fromtimestamp(end, UTC).astimezone(zone).replace(tzinfo=None)
    for begin in _repeats(schedule, begins, until):
        stretch = _moment(begin, zone), _moment(begin + (over - begins), zone)
        if stretch[1] > start:
            yield stretch


def _repeats(schedule: Mapping[str, Any], first: datetime, until: datetime) -> Iterator[datetime]:
    """The beginnings until a time; the count of them includes the first."""
    days = schedule.get("weeklyRepeatDays") or ()
    count, stop = schedule.get("repeatCount"), schedule.get("endRepeat")
    bound = min(until, _local(stop)) if stop else until
    rule = rrule.rrule(
        REPEATS[schedule["repeat"]], dtstart=first, byweekday=[DAYS[day] for day in days] or None, count=int(count) if count else None
    )
    for begin in rule:
        if begin > bound:
            return
        yield begin


def _local(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo:
        raise ValueError(f"the time {text} has an offset; expected local time")
    return moment


def _moment(local: datetime, zone: ZoneInfo) -> int:
    return int(local.replace(tzinfo=zone).timestamp())
