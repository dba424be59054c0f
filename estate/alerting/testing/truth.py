"""What is so in every minute of a scenario: requests and what becomes of them, values of signals. No vendor's words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from estate.alerting.series import Times, Values
from estate.alerting.testing.curve import Curve
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.marks import DAY
from estate.alerting.testing.model import ALL, Gap, Load, Measured, Scenario

HISTORY = 2 * DAY
"""Seconds before a scenario: the longest window of any monitor, 48 h (Datadog, burn rate alerts)."""
TICK = 15
"""Seconds: a minute that is bad for a part of it is so in as many of its ticks."""
MINUTE = 60
Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Traffic:
    """What a service does, by minute; all are whole numbers of requests but the age."""

    total: Values
    bad: Values
    slow: Values
    """Not bad, and later than promised."""
    age: Values
    """Seconds."""
    probes: Values
    failed_probes: Values
    heard: Mask
    """Whether its telemetry arrives."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Member:
    """One of several that a signal is measured of, by minute."""

    values: Values
    heard: Mask
    """Whether they arrive."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Truth:
    """A scenario, spelt out."""

    scenario: Scenario
    _traffic: dict[str, Traffic] = field(default_factory=dict)

    @cached_property
    def times(self) -> Times:
        """The begin of each minute."""
        return np.arange(self.scenario.begin - HISTORY, self.scenario.end + MINUTE, MINUTE, dtype=np.int64)

    @cached_property
    def _ticks(self) -> Times:
        return np.arange(int(self.times[0]), int(self.times[-1]) + MINUTE, TICK, dtype=np.int64)

    def traffic(self, service: str) -> Traffic:
        """Of a service; as on a good day where the scenario does not name it."""
        if service not in self._traffic:
            self._traffic[service] = self._spelt(service)
        return self._traffic[service]

    def value(self, of: str, signal: str) -> Values:
        """A signal of a service or a store, as its first member has it."""
        named = self._measured(of, signal)
        return named.value.values(self.times, self.scenario.begin) if named and named.value else self.good(signal)

    def heard(self, of: str, signal: str) -> Mask:
        """Whether the values of a signal arrive, of any of its members."""
        named = self._measured(of, signal)
        return self._outside(named.silent if named else ())

    def members(self, of: str, signal: str, *, apart: bool) -> tuple[Member, ...]:
        """Of whom a signal is measured: of all as one, or of two hosts, brokers or nodes told apart, of which the second has a good day."""
        heard = self.heard(of, signal)
        whole = Member(values=self.value(of, signal), heard=heard)
        if not apart:
            return (whole,)
        named = self._measured(of, signal)
        there = heard & self._outside(named.gone if named else ())
        return replace(whole, heard=there), Member(values=self.good(signal), heard=heard)

    def _measured(self, of: str, signal: str) -> Measured | None:
        mine = {one.of: one for one in self.scenario.signals if one.signal == signal}
        return mine.get(of) or mine.get(ALL)

    def good(self, signal: str) -> Values:
        """A signal on a good day."""
        return np.full(len(self.times), good_day().signals[signal])

    def _spelt(self, service: str) -> Traffic:
        loads = {one.service: one for one in self.scenario.load}
        load = loads.get(service) or loads.get(ALL) or Load(service=service)
        good = good_day().traffic
        total = self._ticked(load.requests, good.requests)
        bad = np.minimum(self._ticked(load.errors, good.errors) + self._caught(service, "errors"), 100.0) / 100
        slow = np.minimum((self._ticked(load.slow, good.slow) + self._caught(service, "slow")) / 100, 1.0 - bad)
        probes = np.full(len(self.times), good.probes)
        return Traffic(
            total=_whole(self._by_minute(total)),
            bad=_whole(self._by_minute(total * bad)),
            slow=_whole(self._by_minute(total * slow)),
            age=load.age.values(self.times, self.scenario.begin) if load.age else np.full(len(self.times), good.age),
            probes=probes,
            failed_probes=_whole(self._by_minute(self._ticked(load.failed_probes, good.failed_probes)) * probes / 100),
            heard=self._outside(load.silent),
        )

    def _ticked(self, line: Curve | None, otherwise: float) -> Values:
        return line.values(self._ticks, self.scenario.begin) if line else np.full(len(self._ticks), otherwise)

    def _by_minute(self, ticked: Values) -> Values:
        return ticked.reshape(-1, MINUTE // TICK).mean(axis=1)

    def _caught(self, service: str, what: str) -> Values:
        """The percent that others pass on to it, beyond what they have on a good day."""
        usual: Mapping[str, float] = good_day().traffic.model_dump()
        caught = np.zeros(len(self._ticks))
        for share, line in self._passed(service, what):
            caught += np.maximum(line.values(self._ticks, self.scenario.begin) - usual[what], 0.0) * share / 100
        return caught

    def _passed(self, service: str, what: str) -> Iterator[tuple[float, Curve]]:
        for load in self.scenario.load:
            line = load.errors if what == "errors" else load.slow
            if service in load.passed_on and line is not None:
                yield load.passed_on[service], line

    def _outside(self, gaps: Iterable[Gap]) -> Mask:
        heard = np.ones(len(self.times), dtype=bool)
        for gap in gaps:
            heard &= (self.times < self.scenario.at(gap.from_)) | (self.times >= self.scenario.at(gap.until))
        return heard


def _whole(a_minute: Values) -> Values:
    """Whole numbers with the same sum: nobody sees a third of a request. Only what is left over is carried on, so that busy days
    take no digits from quiet nights."""
    full = np.floor(a_minute + 1e-9)
    result: Values = full + np.diff(np.floor(np.cumsum(a_minute - full) + 1e-6), prepend=0.0)
    return result
