"""What New Relic refuses of a muting rule."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from estate.alerting.newrelic.bounds import Inputs, at_most, one_of, required, together
from estate.alerting.newrelic.muting import CLOSES, DAYS, REPEATS

SUB_CONDITIONS = 20
VALUES = 500
POSITIVE = ("CONTAINS", "ENDS_WITH", "EQUALS", "IN", "STARTS_WITH")
OPERATORS = ("ANY", "IS_BLANK", "IS_NOT_BLANK", *POSITIVE, *(f"NOT_{one}" for one in POSITIVE))
ATTRIBUTES = (
    "accountId",
    "conditionId",
    "conditionName",
    "conditionRunbookUrl",
    "conditionType",
    "entity.guid",
    "nrqlEventType",
    "nrqlQuery",
    "policyId",
    "policyName",
    "product",
    "targetId",
    "targetName",
)
"""Of an event (the provider's documents of newrelic_alert_muting_rule); `tags.<name>` besides."""
LOCAL = "expected local time without an offset, such as 2026-03-29T01:00:00"


def muting_rule(given: Inputs) -> Iterator[str]:
    """The mistakes of a muting rule by itself."""
    yield from required(given, "name", "condition")
    if given.get("enabled") is None:
        yield "enabled is missing; expected it to be set"
    yield from one_of(given, "actionOnMutingRuleWindowEnded", (CLOSES, "DO_NOTHING"))
    condition = given.get("condition") or {}
    parts: Sequence[Inputs] = condition.get("conditions") or ()
    yield from (f"condition: {text}" for text in (*required(condition, "operator"), *one_of(condition, "operator", ("AND", "OR"))))
    yield from at_most("conditions", len(parts), SUB_CONDITIONS, least=1)
    for place, part in enumerate(parts):
        yield from (f"condition {place + 1}: {text}" for text in _part(part))
    yield from (f"schedule: {text}" for text in _schedule(given.get("schedule") or {}))


def _part(part: Inputs) -> Iterator[str]:
    yield from required(part, "attribute", "operator")
    if not str(part.get("attribute") or "tags.").startswith("tags."):
        yield from one_of(part, "attribute", ATTRIBUTES)
    yield from one_of(part, "operator", OPERATORS)
    values = part.get("values") or ()
    yield from at_most("values", len(values), VALUES)
    blank = str(part.get("operator")) in ("ANY", "IS_BLANK", "IS_NOT_BLANK")
    if not values and not blank:
        yield "values is empty; expected at least one"
    if len(values) > 1 and str(part.get("operator")) not in ("IN", "NOT_IN"):
        yield f"{len(values)} values for {part.get('operator')}; expected one, or IN"


def _schedule(schedule: Inputs) -> Iterator[str]:
    if not schedule:
        return
    yield from required(schedule, "timeZone")
    yield from _zone(str(schedule.get("timeZone") or "UTC"))
    yield from one_of(schedule, "repeat", REPEATS)
    yield from together(schedule, ("endRepeat", "repeatCount"))
    times = {key: schedule[key] for key in ("startTime", "endTime", "endRepeat") if schedule.get(key) is not None}
    moments = {key: _local(str(text)) for key, text in times.items()}
    yield from (f"{key} is {times[key]!r}; {LOCAL}" for key, moment in moments.items() if moment is None)
    start, end = moments.get("startTime"), moments.get("endTime")
    if start is not None and end is not None and end <= start:
        yield f"endTime is {times['endTime']}; expected a time after startTime, {times['startTime']}"
    yield from _repeat(schedule)


def _repeat(schedule: Inputs) -> Iterator[str]:
    days = schedule.get("weeklyRepeatDays") or ()
    for day in days:
        yield from (text.replace("day", "weeklyRepeatDays", 1) for text in one_of({"day": day}, "day", DAYS))
    if days and schedule.get("repeat") != "WEEKLY":
        yield "weeklyRepeatDays is set without repeat WEEKLY; expected both"
    if schedule.get("repeat"):
        yield from required(schedule, "startTime", "endTime")
    else:
        yield from (f"{key} is set without repeat; expected both" for key in ("endRepeat", "repeatCount") if schedule.get(key) is not None)


def _zone(name: str) -> Iterator[str]:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError):
        yield f"timeZone is {name!r}; expected a name of the tz database, such as Europe/Istanbul"


def _local(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if moment.tzinfo else moment
