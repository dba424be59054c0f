"""Recorded data as the truth that alert tests have: what was so in each minute, in no vendor's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np

from estate.alerting.history.quantities import Meant, Quantity
from estate.alerting.history.track import Track
from estate.alerting.series import Times, Values
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.truth import MINUTE, Mask, Traffic, Truth
from estate.errors import InputError

LONGEST = timedelta(days=400)
"""A year, and what a quarter may need before it."""
SETTLING = 3600
"""Seconds of data before the first judgement: windows want something to look back on, and silence before a recording is none."""
LATE = 5
"""Seconds by which a collector's minute may be too long and still be a minute."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """The minutes that were recorded, from `begin` until `end`; seconds since 1970."""

    begin: int
    end: int

    @property
    def judged(self) -> int:
        """From when on monitors are judged."""
        return self.begin + SETTLING

    @property
    def weeks(self) -> float:
        """How long it is judged."""
        return (self.end - self.judged) / (7 * 86_400)

    @property
    def minutes(self) -> int:
        """How many."""
        return (self.end - self.begin) // MINUTE


@dataclass(frozen=True, kw_only=True, eq=False)
class History(Truth):
    """What was recorded, by minute; a service that was not is as on a good day."""

    span: Span
    found: Mapping[tuple[str, str], Values]
    """By service and quantity; NaN where nothing was measured."""
    _made: dict[str, Traffic] = field(default_factory=dict)

    @cached_property
    def times(self) -> Times:
        """The begin of each minute."""
        return np.arange(self.span.begin, self.span.end, MINUTE, dtype=np.int64)

    def traffic(self, service: str) -> Traffic:
        """Of a service; what was not recorded of it is as on a good day."""
        if service not in self._made:
            self._made[service] = self._spelt_out(service)
        return self._made[service]

    def value(self, of: str, signal: str) -> Values:
        """A signal; a gap has a number here that `heard` says nobody heard."""
        found = self.found.get((of, signal))
        return self.good(signal) if found is None else np.nan_to_num(found)

    def heard(self, of: str, signal: str) -> Mask:
        """The minutes in which a signal was measured."""
        return self.measured(of, signal)

    def measured(self, service: str, *quantities: str) -> Mask:
        """The minutes in which all of these were measured; those that never were do not count."""
        heard = np.ones(len(self.times), dtype=bool)
        for one in quantities:
            found = self.found.get((service, one))
            if found is not None:
                heard &= ~np.isnan(found)
        return heard

    def has(self, service: str, *quantities: str) -> bool:
        """Whether all of these were recorded at all."""
        return all((service, one) in self.found for one in quantities)

    def _spelt_out(self, service: str) -> Traffic:
        usual: Mapping[str, float] = good_day().traffic.model_dump()
        total = self._of(service, "requests", usual["requests"])
        bad = np.minimum(self._of(service, "bad", total * usual["errors"] / 100), total)
        slow = np.minimum(self._of(service, "slow ones", total * usual["slow"] / 100), total - bad)
        probes = np.full(len(self.times), usual["probes"])
        return Traffic(
            total=_whole(total),
            bad=_whole(bad),
            slow=np.minimum(_whole(slow), _whole(total) - _whole(bad)),
            age=self._of(service, "age", usual["age"]),
            probes=probes,
            failed_probes=_whole(self._of(service, "failed_probes", usual["failed_probes"]) * probes / 100),
            heard=self.measured(service, "requests", "bad", "slow ones"),
        )

    def _of(self, service: str, what: str, otherwise: Values | float) -> Values:
        found = self.found.get((service, what))
        return np.broadcast_to(otherwise, len(self.times)) if found is None else np.nan_to_num(found)


def history_of(meant: Sequence[Meant]) -> History:
    """The series, minute by minute. InputError for data that is longer than a simulation should be, or has no minute."""
    span = _span([one.track for one in meant])
    return History(scenario=_scenario(span), span=span, found=_found(meant, span))


def _span(tracks: Iterable[Track]) -> Span:
    every = tuple(tracks)
    if not every:
        raise InputError("nothing that was recorded is watched; expected at least one series of a service")
    begin = min(int(track.times[0]) for track in every) // MINUTE * MINUTE
    end = -(-max(track.end for track in every) // MINUTE) * MINUTE
    if timedelta(seconds=end - begin) > LONGEST:
        days = (end - begin) // 86_400
        raise InputError(
            f"the data spans {days:,} days; expected at most {LONGEST.days}: cut it into years, or look for a wrong time in it"
        )
    if end - begin <= SETTLING:
        raise InputError(
            f"the data spans {(end - begin) // MINUTE} minutes; expected more than an hour: the first one is what windows look back on"
        )
    return Span(begin=begin, end=end)


def _scenario(span: Span) -> Scenario:
    start = datetime.fromtimestamp(span.judged, UTC).strftime("%Y-%m-%dT%H:%M")
    return Scenario(name="recorded data", start=start, length=timedelta(seconds=span.end - span.judged))


def _found(meant: Sequence[Meant], span: Span) -> Mapping[tuple[str, str], Values]:
    laid: dict[tuple[str, str], list[Values]] = {}
    for one in meant:
        laid.setdefault((one.quantity.of, _key(one.quantity)), []).append(by_minute(one.track, one.quantity, span))
    found = {key: _together(values) for key, values in laid.items()}
    for service in {service for service, _ in found}:
        _count(found, service)
    return found


def _key(quantity: Quantity) -> str:
    counted = {"total": "requests", "slow": "slow ones"} if quantity.unit in ("count", "counter") else {}
    return counted.get(quantity.what, quantity.what)


def _together(values: Sequence[Values]) -> Values:
    """Several series of one count are its parts: a minute has none only where all of them have none."""
    if len(values) == 1:
        return values[0]
    nothing = np.logical_and.reduce([np.isnan(one) for one in values])
    return np.where(nothing, np.nan, np.add.reduce([np.nan_to_num(one) for one in values]))


def _count(found: dict[tuple[str, str], Values], service: str) -> None:
    """Percentages of requests, and what was good of them, as the number of those that were not."""
    total = found.get((service, "requests"))
    if total is None:
        return
    for percent, bad in (("errors", "bad"), ("slow", "slow ones")):
        if (service, percent) in found and (service, bad) not in found:
            found[service, bad] = total * found[service, percent] / 100
    for good, bad in (("not bad", "bad"), ("not slow", "slow ones")):
        if (service, good) in found and (service, bad) not in found:
            found[service, bad] = np.maximum(total - found[service, good], 0.0)


def by_minute(track: Track, quantity: Quantity, span: Span) -> Values:
    """A series on the minutes of a span, counts as so many a minute; NaN where it has no point.

    A point stands for the step that begins with it; a counter's rise for the step that ends with it. A counter that falls was
    started anew, and counts from nothing (Prometheus, `increase`).
    """
    times, values = track.times, track.values
    if quantity.unit == "counter":
        rise = np.diff(values)
        close = np.diff(times) <= track.step * 1.5
        values = np.where(rise < 0, values[1:], rise)[close] / np.diff(times)[close] * MINUTE
        times = times[:-1][close]
    elif quantity.unit == "count":
        values = values * MINUTE / track.step
    return _laid(times, values, track.step, span)


def _laid(times: Times, values: Values, step: int, span: Span) -> Values:
    each = max(-(-(step - LATE) // MINUTE), 1)
    places = ((times - span.begin) // MINUTE)[:, None] + np.arange(each)
    inside = (places >= 0) & (places < span.minutes)
    spread = np.repeat(values[:, None], each, axis=1)[inside]
    number = np.bincount(places[inside], minlength=span.minutes)
    sums = np.bincount(places[inside], spread, minlength=span.minutes)
    return np.where(number > 0, sums / np.maximum(number, 1), np.nan)


def _whole(a_minute: Values) -> Values:
    """Whole numbers with the same sum: nobody sees a third of a request."""
    return np.diff(np.floor(np.cumsum(a_minute) + 1e-6), prepend=0.0)


@dataclass(frozen=True, kw_only=True)
class Measurable:
    """What can be judged on recorded data, and what cannot."""

    slos: tuple[SloSpec, ...]
    monitors: tuple[MonitorSpec, ...]
    not_in_data: tuple[str, ...]
    """Alerts whose metrics nobody recorded."""
    taken_as_good: tuple[str, ...]
    """Objectives that hold a call back and were not recorded: as on a good day, they hold nothing back."""


def measurable(history: History, alerting: Alerting) -> Measurable:
    """What of an environment the data can speak for."""
    slos = tuple(slo for slo in alerting.slos if history.has(slo.subject.service, *needed_by(slo)))
    monitors = tuple(one for one in alerting.monitors if history.has(one.subject.service, needed_by_monitor(one)))
    there = {one.name for one in (*slos, *monitors)}
    silencers = dict.fromkeys(name for slo in slos for name in slo.silenced_by if name not in there)
    every = (*alerting.slos, *alerting.monitors)
    return Measurable(
        slos=slos, monitors=monitors, not_in_data=tuple(one.name for one in every if one.name not in there), taken_as_good=tuple(silencers)
    )


def needed_by(slo: SloSpec) -> tuple[str, ...]:
    """The quantities that an objective is measured by."""
    match slo.objective.sli:
        case "freshness":
            return ("age",)
        case "correctness":
            return ("failed_probes",)
        case "latency":
            return ("requests", "slow ones")
        case _:
            return ("requests", "bad")


def needed_by_monitor(monitor: MonitorSpec) -> str:
    """The quantity that a monitor looks at."""
    return "requests" if monitor.signal in good_day().follows_traffic else monitor.signal
