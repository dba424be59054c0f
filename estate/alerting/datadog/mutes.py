"""Which downtimes lie over which group of which monitor, and when (docs: monitors/downtimes)."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr

from estate.alerting.datadog.notifications import Mute
from estate.alerting.datadog.options import STATUSES
from estate.alerting.datadog.resources import DOWNTIME, MonitorInputs
from estate.alerting.datadog.search import parse_search
from estate.alerting.datadog.syntax import MetricQuery, NotSimulatedError, Several, Tag, Tags, metrics
from estate.alerting.planned import Planned, of_type

END_STATES = ("alert", "no data", "warn")
END_TYPES = ("expired",)
"""What the provider sends where the program says nothing: not told of when a downtime is cancelled."""
UNITS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@dataclass(frozen=True, kw_only=True)
class Muting:
    """The downtimes of a plan, between two times."""

    downtimes: tuple[Planned, ...]
    start: int
    end: int

    @classmethod
    def of(cls, planned: Iterable[Planned], *, start: int, end: int) -> "Muting":
        """The downtimes among the resources."""
        return cls(downtimes=tuple(of_type(planned, DOWNTIME)), start=start, end=end)

    def over(self, monitor: MonitorInputs, tags: Tags) -> Sequence[Mute]:
        """Every occurrence over a group, whose tags are its own and those that the monitor's query asks for."""
        return tuple(
            mute
            for one in self.downtimes
            if selects(one, monitor) and parse_search(str(one.inputs.get("scope", "*"))).matches(tags)
            for mute in self._occurrences(one)
        )

    def check(self, monitor: MonitorInputs) -> None:
        """NotSimulatedError where a downtime of this monitor is not understood."""
        self.over(monitor, {})
        for one in self.downtimes:
            if selects(one, monitor):
                list(self._occurrences(one))

    def _occurrences(self, downtime: Planned) -> Iterator[Mute]:
        given = downtime.inputs
        try:
            stretches = list(_stretches(given, self.start, self.end))
        except (ValueError, KeyError, ZoneInfoNotFoundError) as error:
            raise NotSimulatedError(f"the schedule of the downtime {downtime.name} is not understood: {error}") from None
        expires = "expired" in (given.get("notifyEndTypes") or END_TYPES)
        told = frozenset(STATUSES[state] for state in given.get("notifyEndStates") or END_STATES) if expires else frozenset()
        for start, end in stretches:
            yield Mute(start=start, end=end, end_states=told, mute_first_recovery=bool(given.get("muteFirstRecoveryNotification") or False))


def selects(downtime: Planned, monitor: MonitorInputs) -> bool:
    """Whether the downtime names the monitor, or tags that it has all of."""
    identifier = downtime.inputs.get("monitorIdentifier") or {}
    if identifier.get("monitorId") is not None:
        return str(identifier["monitorId"]) in {monitor.name, monitor.symbol}
    return all(tag == "*" or tag in monitor.tags for tag in identifier.get("monitorTags") or ())


def scope_tags(query: MetricQuery) -> Tags:
    """The tags that the query's scopes ask for: a downtime over one of them covers every group."""
    found: dict[str, str] = {}
    for metric in metrics(query.expression):
        scopes = metric.scope.scopes if isinstance(metric.scope, Several) and metric.scope.every else (metric.scope,)
        found.update({one.key: one.value for one in scopes if isinstance(one, Tag)})
    return found


def _stretches(given: Mapping[str, Any], start: int, end: int) -> Iterator[tuple[int, int]]:
    once = given.get("oneTimeSchedule")
    if once:
        yield _moment(once.get("start"), start), _moment(once.get("end"), end)
        return
    recurring = given.get("recurringSchedule") or {}
    zone = ZoneInfo(recurring.get("timezone") or "UTC")
    for one in recurring.get("recurrences") or ():
        length = _length(one["duration"])
        first = datetime.fromisoformat(one["start"])
        rule = rrulestr(one["rrule"], dtstart=first)
        since, until = (datetime.fromtimestamp(time, zone).replace(tzinfo=None) for time in (start - length, end))
        for begin in rule.between(since - timedelta(days=1), until + timedelta(days=1), inc=True):
            second = int(begin.replace(tzinfo=zone).timestamp())
            if second < end and second + length > start:
                yield second, second + length


def _moment(text: str | None, default: int) -> int:
    if text is None:
        return default
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def _length(text: str) -> int:
    found = re.fullmatch(r"(\d+)([mhdw])", text)
    if found is None:
        raise ValueError(f"the duration {text!r}; expected one such as 30m, 2h or 1d")
    return int(found[1]) * UNITS[found[2]]
