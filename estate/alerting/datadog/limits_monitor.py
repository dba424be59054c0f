"""The limits of a monitor's options."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from estate.alerting.datadog.message import Context, render
from estate.alerting.datadog.options import STATUSES
from estate.alerting.datadog.states import State
from estate.alerting.datadog.syntax import NotSimulatedError
from estate.alerting.planned import Planned

MOST_TAGS = 32
"""docs: monitors/manage."""
LONGEST_EVALUATION_DELAY = 86_400
"""Seconds; docs: monitors/configuration."""
LONGEST_TIMEOUT = 24
"""Hours; docs: monitors/guide/monitor_api_options."""
RENOTIFY_MINUTES = (10, 20, 30, 40, 50, 60, 90, 120, 180, 240, 300, 360, 720, 1440)
"""What the vendor's own user interface offers; older clients refuse everything else."""
RETENTION_MINUTES = (60, 72 * 60)
"""docs: monitors/guide/monitor_api_options, group_retention_duration."""
PRIORITIES = ("1", "2", "3", "4", "5")
ON_MISSING_DATA = ("default", "show_no_data", "show_and_notify_no_data", "resolve")
WITHOUT_ON_MISSING_DATA = ("composite", "service check", "slo alert")
"""Types that refuse the option (the provider's check of datadog_monitor)."""
MINUTES = {"m": 1, "h": 60, "d": 1440}


def monitor_mistakes(planned: Planned) -> Iterator[str]:
    """What is wrong with the options, whatever the query asks."""
    given = planned.inputs
    yield from _ranges(given)
    yield from _silence(given)
    yield from _reminders(given)
    yield from _schedule(given)
    yield from _messages(given)


def _ranges(given: Mapping[str, Any]) -> Iterator[str]:
    tags = given.get("tags") or ()
    if len(tags) > MOST_TAGS:
        yield f"{len(tags)} tags; expected at most {MOST_TAGS}"
    delay = given.get("evaluationDelay") or 0
    if not 0 <= delay <= LONGEST_EVALUATION_DELAY:
        yield f"evaluationDelay is {delay} s; expected 0 to {LONGEST_EVALUATION_DELAY}"
    timeout = given.get("timeoutH") or 0
    if not 0 <= timeout <= LONGEST_TIMEOUT:
        yield f"timeoutH is {timeout}; expected 0 to {LONGEST_TIMEOUT}"
    if (given.get("newGroupDelay") or 0) < 0:
        yield f"newGroupDelay is {given['newGroupDelay']} s; expected 0 or more"
    if given.get("priority") is not None and str(given["priority"]) not in PRIORITIES:
        yield f"priority is {given['priority']}; expected one of {', '.join(PRIORITIES)}"
    yield from _retention(given.get("groupRetentionDuration"))


def _retention(text: str | None) -> Iterator[str]:
    if text is None:
        return
    found = re.fullmatch(r"(\d+)([mhd])", text)
    least, most = RETENTION_MINUTES
    if found is None or not least <= int(found[1]) * MINUTES[found[2]] <= most:
        yield f"groupRetentionDuration is {text}; expected 1h to 72h"


def _silence(given: Mapping[str, Any]) -> Iterator[str]:
    chosen = given.get("onMissingData")
    if chosen is None:
        return
    if chosen not in ON_MISSING_DATA:
        yield f"onMissingData is {chosen}; expected one of {', '.join(ON_MISSING_DATA)}"
    if given.get("type") in WITHOUT_ON_MISSING_DATA:
        yield f"onMissingData stands on a monitor of type {given['type']}, which has none; leave it out"
    beside = [name for name in ("notifyNoData", "noDataTimeframe") if given.get(name)]
    if beside:
        yield f"onMissingData stands beside {' and '.join(beside)}; expected one of the two ways, leave out {' and '.join(beside)}"
    if chosen == "resolve" and given.get("timeoutH"):
        yield f"onMissingData is resolve, and timeoutH {given['timeoutH']}; expected no timeoutH, since a group without data is OK at once"
    if chosen != "default" and "default_zero(" in str(given.get("query", "")):
        yield f"onMissingData is {chosen}, but default_zero() in the query always gives zero; expected default, or no default_zero()"


def _reminders(given: Mapping[str, Any]) -> Iterator[str]:
    interval = given.get("renotifyInterval") or 0
    if interval and interval not in RENOTIFY_MINUTES:
        yield f"renotifyInterval is {interval} min; expected one of {', '.join(map(str, RENOTIFY_MINUTES))}"
    for name in ("renotifyOccurrences", "renotifyStatuses", "escalationMessage"):
        if given.get(name) and not interval:
            yield f"{name} stands without renotifyInterval; nothing is sent again without it"
    unknown = sorted(set(given.get("renotifyStatuses") or ()) - set(STATUSES))
    if unknown:
        yield f"renotifyStatuses has {', '.join(unknown)}; expected {', '.join(STATUSES)}"


def _schedule(given: Mapping[str, Any]) -> Iterator[str]:
    options = given.get("schedulingOptions")
    if not options or not options.get("customSchedules"):
        return
    if given.get("onMissingData") is None:
        yield "a custom schedule stands without onMissingData; expected one of " + ", ".join(ON_MISSING_DATA)
    if given.get("requireFullWindow", True):
        yield "requireFullWindow is true, which is the provider's default; expected false with a custom schedule"


def _messages(given: Mapping[str, Any]) -> Iterator[str]:
    context = Context(state=State.ALERT, before=State.OK, renotify=False, priority=None, tags={})
    for name in ("message", "escalationMessage"):
        try:
            render(str(given.get(name) or ""), context)
        except NotSimulatedError as error:
            yield f"{name}: {error}"
