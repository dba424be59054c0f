"""How good an alert was: what it told, held against what really was wrong.

A *page* is a problem of which somebody is told (reminders are none, and those of one key that overlap are one). It lasts until
its end is told, or to the end of the data. It is **true** when it overlaps an incident of the alert's own service, else
**false**.

- precision: true pages of all pages.
- recall: the share of the service's incidents in the data that a page overlapped. An incident in which the alert was *held
  back*, because a service without which this one cannot answer was called for it, is nobody's miss and counts in neither part.
- time to detect: from the start of an incident to the first page that overlaps it; 0 where that stood before.
- minutes of false alert: how long false pages stood, each minute once. The rest of a true page, after its incident, is none:
  whoever was called was called rightly.

On paper, over a week with incidents of a service at 10:00-10:30 and 20:00-20:30 of one day, and pages 10:04-10:40,
13:00-13:15 and 13:10-13:20 of another key: 3 pages a week, precision 1/3, recall 1/2, time to detect 4 min, 20 false minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from estate.alerting.history.history import Span
from estate.alerting.history.incidents import Incident
from estate.alerting.testing.hearing import Heard, Telling
from estate.alerting.testing.truth import MINUTE

HELD_BACK = ".held-back"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A problem of which somebody is told; seconds since 1970, `end` excluded."""

    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Score:
    """One alert at one vendor. What no incident or no page can say is None."""

    judged_by: Heard
    """By its pages; an alert that pages nobody is judged by its tickets, or by what it mails."""
    calls: tuple[Call, ...]
    per_week: float
    precision: float | None
    recall: float | None
    detected: int
    incidents: int
    """Of its service, in the data; without those in which it was held back."""
    held_back: int
    detection: tuple[int, ...]
    """Seconds to each detection."""
    false_minutes: float | None

    @property
    def median_detection(self) -> float | None:
        """Seconds."""
        return median(self.detection) if self.detection else None

    @property
    def worst_detection(self) -> int | None:
        """Seconds."""
        return max(self.detection, default=None)


def score(told: Iterable[Telling], incidents: Sequence[Incident] | None, span: Span, *, service: str, judged_by: Heard) -> Score:
    """The score of one alert: `told` is what was told of it; without incidents nothing can be true or false."""
    every = tuple(told)
    calls = calls_of((one for one in every if one.heard == judged_by), span)
    known = [one for one in incidents or () if service in one.services and one.overlaps(span.judged, span.end)]
    held = [one for one in every if one.monitor.endswith(HELD_BACK)] if judged_by == "page" else []
    missed = [one for one in known if not any(one.overlaps(call.start, call.end) for call in calls)]
    excused = [one for one in missed if any(one.overlaps(*_bounds(telling, span)) for telling in held)]
    counted = [one for one in known if one not in excused]
    detection = tuple(_detection(one, calls) for one in counted if one not in missed)
    true = [call for call in calls if any(one.overlaps(call.start, call.end) for one in known)]
    return Score(
        judged_by=judged_by,
        calls=calls,
        per_week=len(calls) / span.weeks,
        precision=len(true) / len(calls) if calls and incidents is not None else None,
        recall=len(detection) / len(counted) if counted else None,
        detected=len(detection),
        incidents=len(counted),
        held_back=len(excused),
        detection=detection,
        false_minutes=_minutes(call for call in calls if call not in true) if incidents is not None else None,
    )


def calls_of(told: Iterable[Telling], span: Span) -> tuple[Call, ...]:
    """The problems, in the order of time: those of one key that overlap are one."""
    by_key: dict[str, list[Call]] = {}
    for one in sorted(told, key=lambda telling: telling.time):
        start, end = _bounds(one, span)
        mine = by_key.setdefault(one.key, [])
        if mine and start <= mine[-1].end:
            mine[-1] = Call(start=mine[-1].start, end=max(end, mine[-1].end))
        else:
            mine.append(Call(start=start, end=end))
    return tuple(sorted((call for calls in by_key.values() for call in calls), key=lambda call: (call.start, call.end)))


def _bounds(one: Telling, span: Span) -> tuple[int, int]:
    """A problem lasts a moment at least."""
    return one.time, max(one.until if one.until is not None else span.end, one.time + 1)


def _detection(incident: Incident, calls: Iterable[Call]) -> int:
    return max(min(call.start for call in calls if incident.overlaps(call.start, call.end)) - incident.start, 0)


def _minutes(calls: Iterable[Call]) -> float:
    seconds, covered = 0, 0
    for call in sorted(calls, key=lambda one: one.start):
        seconds += max(call.end - max(call.start, covered), 0)
        covered = max(covered, call.end)
    return seconds / MINUTE
