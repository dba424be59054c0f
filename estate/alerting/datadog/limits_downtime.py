"""The limits of downtimes (docs: monitors/downtimes; the provider's schema of datadog_downtime_schedule)."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from estate.alerting.datadog.search import parse_search
from estate.alerting.datadog.syntax import Negated, NotSimulatedError, Scope, Several, Tag
from estate.alerting.planned import Planned

MOST_TAGS = 32
LONGEST_TAG = 256
DEEPEST = 2
"""Levels of AND and OR in a scope."""
NOT_IN_RRULE = ("DTSTART", "DTEND", "DURATION")


def downtime_mistakes(planned: Planned) -> Iterator[str]:
    """What is wrong with a downtime."""
    given = planned.inputs
    yield from _identifier(given.get("monitorIdentifier") or {})
    yield from _scope(str(given.get("scope", "*")))
    once, recurring = given.get("oneTimeSchedule"), given.get("recurringSchedule")
    if bool(once) == bool(recurring):
        yield f"the downtime has {'both schedules' if once else 'no schedule'}; expected oneTimeSchedule or recurringSchedule"
    yield from _once(once or {})
    for one in (recurring or {}).get("recurrences") or ():
        yield from _recurrence(one)


def _identifier(identifier: Mapping[str, Any]) -> Iterator[str]:
    tags = identifier.get("monitorTags") or ()
    if (identifier.get("monitorId") is None) == (not tags):
        yield f"monitorIdentifier has {'both' if tags else 'neither'}; expected monitorId or monitorTags"
    if len(tags) > MOST_TAGS:
        yield f"monitorTags has {len(tags)}; expected at most {MOST_TAGS}"
    for tag in tags:
        if len(tag) > LONGEST_TAG:
            yield f"the monitor tag {tag[:20]}... has {len(tag)} characters; expected at most {LONGEST_TAG}"


def _scope(scope: str) -> Iterator[str]:
    try:
        found = parse_search(scope)
    except NotSimulatedError as error:
        yield str(error)
        return
    if isinstance(found, Several) and not found.every and len(_keys(found)) > 1:
        yield f"the scope {scope} joins the tags {', '.join(sorted(_keys(found)))} by OR; expected one downtime for each"
    if (depth := _depth(found)) > DEEPEST:
        yield f"the scope {scope} nests AND and OR {depth} deep; expected at most {DEEPEST}, and one downtime for each of the innermost"


def _depth(scope: Scope) -> int:
    """How many AND and OR stand inside each other."""
    match scope:
        case Several():
            return 1 + max(map(_depth, scope.scopes))
        case Negated():
            return _depth(scope.scope)
    return 0


def _keys(scope: Scope) -> set[str]:
    if isinstance(scope, Several):
        return {key for one in scope.scopes for key in _keys(one)}
    return {scope.key} if isinstance(scope, Tag) else set()


def _once(once: Mapping[str, Any]) -> Iterator[str]:
    moments: list[datetime] = []
    for name in ("start", "end"):
        text = once.get(name)
        moment = _moment(text)
        if text is not None and (moment is None or moment.utcoffset() != timedelta(0)):
            yield f"{name} is {text}; expected a time in UTC, such as 2027-02-14T06:00:00Z"
        elif moment is not None:
            moments.append(moment)
    if len(moments) > 1 and moments[1] <= moments[0]:
        yield f"the downtime ends at {once['end']}; expected a time after its start {once['start']}"


def _recurrence(one: Mapping[str, Any]) -> Iterator[str]:
    start = _moment(one.get("start"))
    if one.get("start") is not None and (start is None or start.utcoffset() is not None):
        yield f"start is {one['start']}; expected a local time without an offset, such as 2027-02-14T06:00:00"
    if not re.fullmatch(r"[1-9]\d*[mhdw]", str(one.get("duration", ""))):
        yield f"duration is {one.get('duration')}; expected one such as 30m, 2h, 1d or 1w"
    for word in NOT_IN_RRULE:
        if word in str(one.get("rrule", "")).upper():
            yield f"rrule has {word}; expected start and duration in its place"


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else datetime.fromisoformat(text)
    except ValueError:
        return None
