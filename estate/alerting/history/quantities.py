"""What a recorded series is about: one of a service's own words, or a metric that a vendor or Prometheus is asked for.

The words are those of alert tests, in the same units: `checkout.requests` (a minute), `checkout.errors`, `checkout.slow` and
`checkout.failed_probes` (percent), `checkout.age` (seconds), and each signal of `signals.yaml`, as `checkout.ecs.memory`.
Datadog's counts are those of a step; Prometheus' counters count on.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from estate.alerting.datadog.parse import parse_expression
from estate.alerting.datadog.syntax import Metric, NotSimulatedError
from estate.alerting.history.track import HistoryError, Track
from estate.alerting.signals import datadog_query
from estate.alerting.slis import sli_of
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.good_day import good_day
from estate.catalog.mistakes import Mistake, shorten
from estate.catalog.words import did_you_mean

Unit = Literal["rate", "percent", "gauge", "count", "counter"]
"""`rate` is a minute; `count` is what happened in a step; `counter` goes on counting."""
WORDS: Mapping[str, Unit] = {"requests": "rate", "errors": "percent", "slow": "percent", "age": "gauge", "failed_probes": "percent"}
SELECTOR = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\}")
MATCHER = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)(=~|!~|!=|=)"((?:[^"\\]|\\.)*)"')
ENVIRONMENT_TAGS = frozenset({"env", "environment", "deployment_environment"})


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """Something of a service: `requests`, `bad` or `good` ones (counted), a percentage of them, or a signal."""

    of: str
    what: str
    unit: Unit


@dataclass(frozen=True, kw_only=True)
class Selector:
    """Which series of a vendor are meant."""

    name: str
    tests: Sequence[tuple[str, str, str]]
    """Tag, operator of Prometheus, value."""
    quantity: Quantity

    def meets(self, track: Track) -> bool:
        """Whether a recorded series is one of them; a tag of the environment may be missing."""
        return track.metric == self.name and all(_passes(track.tags, *test) for test in self.tests)


@dataclass(frozen=True, kw_only=True, eq=False)
class Meant:
    """A recorded series with what it is about."""

    track: Track
    quantity: Quantity


@dataclass(frozen=True, kw_only=True, eq=False)
class Understood:
    """All recorded series: those that mean something here, and those of somebody else."""

    meant: tuple[Meant, ...]
    unused: tuple[Track, ...]


def understand(tracks: Iterable[Track], alerting: Alerting) -> Understood:
    """What each series is about. HistoryError for names that nothing here is asked by, with the nearest."""
    words = dict(_words(alerting))
    selectors = tuple(_selectors(alerting))
    meant: list[Meant] = []
    unused: list[Track] = []
    wrong: list[Mistake] = []
    for track in tracks:
        found = _quantities(track, words, selectors)
        meant += [Meant(track=track, quantity=one) for one in found]
        if not found and track.metric in {one.name for one in selectors}:
            unused.append(track)
        elif not found:
            wrong.append(_unknown(track, [*words, *(one.name for one in selectors)], alerting))
    meant += tuple(_no_failures(meant, selectors))
    wrong += [] if wrong else _incomplete(meant)
    if wrong:
        raise HistoryError(wrong)
    return Understood(meant=tuple(meant), unused=tuple(unused))


def _quantities(track: Track, words: Mapping[str, Quantity], selectors: Iterable[Selector]) -> list[Quantity]:
    tags = {key: value for key, value in track.tags.items() if key not in ENVIRONMENT_TAGS}
    name = f"{tags.pop('service')}.{track.metric}" if set(tags) == {"service"} and track.metric not in words else track.metric
    if name in words and not tags:
        return [words[name]]
    return list(dict.fromkeys(one.quantity for one in selectors if one.meets(track)))


def _no_failures(meant: Sequence[Meant], selectors: Iterable[Selector]) -> Iterator[Meant]:
    """A code of failure has no series before the first failure: where codes are told apart, none of them is no failures."""
    have = {(one.quantity.of, one.quantity.what) for one in meant}
    for selector in selectors:
        wanted = selector.quantity
        if wanted.what != "bad" or wanted.unit != "counter" or (wanted.of, "bad") in have:
            continue
        codes = {key for key, _, _ in selector.tests} - ENVIRONMENT_TAGS
        totals = (one.track for one in meant if (one.quantity.of, one.quantity.what) == (wanted.of, "total"))
        told_apart = next((track for track in totals if codes <= track.tags.keys()), None)
        if told_apart:
            yield Meant(track=replace(told_apart, values=np.zeros_like(told_apart.values)), quantity=wanted)


def _words(alerting: Alerting) -> Iterator[tuple[str, Quantity]]:
    for service in dict.fromkeys(slo.subject.service for slo in alerting.slos):
        yield from ((f"{service}.{word}", Quantity(of=service, what=word, unit=unit)) for word, unit in WORDS.items())
    for monitor in alerting.monitors:
        service = monitor.subject.service
        if monitor.signal in good_day().follows_traffic:
            yield f"{service}.requests", Quantity(of=service, what="requests", unit="rate")
        else:
            yield f"{service}.{monitor.signal}", Quantity(of=service, what=monitor.signal, unit="gauge")


def _selectors(alerting: Alerting) -> Iterator[Selector]:
    for slo in alerting.slos:
        yield from _datadog(slo)
        yield from _prometheus(slo)
    for monitor in alerting.monitors:
        yield from _signal(monitor)


def _datadog(slo: SloSpec) -> Iterator[Selector]:
    asked, service = sli_of(slo).datadog, slo.subject.service
    if slo.objective.sli == "latency":
        return
    if asked.value:
        yield from _of_query(asked.value, Quantity(of=service, what="age", unit="gauge"))
    what = "failed" if slo.measured == "synthetic" else "bad"
    if asked.total and asked.bad and what == "bad":
        yield from _of_query(asked.bad, Quantity(of=service, what="bad", unit="count"))
        yield from _of_query(asked.total, Quantity(of=service, what="total", unit="count"))


def _of_query(text: str, quantity: Quantity) -> Iterator[Selector]:
    try:
        metric = parse_expression(text)
    except NotSimulatedError:
        return
    if isinstance(metric, Metric):
        tags = re.findall(r"([\w.-]+):([^,{}]+)", text.partition("{")[2].partition("}")[0])
        yield Selector(name=metric.name, tests=tuple((key, "=", value) for key, value in tags), quantity=quantity)


def _prometheus(slo: SloSpec) -> Iterator[Selector]:
    asked, service = sli_of(slo).prometheus, slo.subject.service
    if asked is None or slo.measured == "synthetic":
        return
    bad = "slow" if slo.objective.sli == "latency" else "bad"
    for text, what in ((asked.total, "total"), (asked.bad, bad), (asked.good, f"not {bad}"), (asked.value, "age")):
        if text and (found := SELECTOR.fullmatch(text)):
            unit: Unit = "gauge" if what == "age" else "counter"
            yield Selector(name=found[1], tests=tuple(MATCHER.findall(found[2])), quantity=Quantity(of=service, what=what, unit=unit))


def _signal(monitor: MonitorSpec) -> Iterator[Selector]:
    if monitor.signal not in good_day().follows_traffic:
        yield from _of_query(datadog_query(monitor), Quantity(of=monitor.subject.service, what=monitor.signal, unit="gauge"))


def _passes(tags: Mapping[str, str], key: str, operator: str, value: str) -> bool:
    has = tags.get(key, "")
    if key in ENVIRONMENT_TAGS and not has:
        return True
    same = re.fullmatch(value, has) is not None if operator.endswith("~") else has == value
    return same != operator.startswith("!")


def _unknown(track: Track, known: Sequence[str], alerting: Alerting) -> Mistake:
    if not track.metric:
        return track.mistake(track.head, "a series has no name", "record the counter itself: rate() and sum() leave no __name__")
    hint = did_you_mean(track.metric, known) or _of_service(track.metric, known)
    text = f"{shorten(track.name, 120)} is nothing that is watched in {alerting.environment}"
    return track.mistake(track.head, text, hint)


def _of_service(name: str, known: Sequence[str]) -> str:
    mine = sorted(one for one in known if one.startswith(f"{name.partition('.')[0]}."))
    return f"of {name.partition('.')[0]} there is {', '.join(mine)}" if mine else "expected a word of a service, such as checkout.requests"


def _incomplete(meant: Sequence[Meant]) -> Iterator[Mistake]:
    """A share of what nobody recorded is no number of anything; and of two series for one thing only one can be right."""
    have = {(one.quantity.of, one.quantity.what) for one in meant}
    seen: dict[Quantity, Meant] = {}
    for one in meant:
        quantity = one.quantity
        total = "requests" if quantity.unit == "percent" else "total"
        if quantity.what in ("errors", "slow", "bad", "not slow", "not bad") and (quantity.of, total) not in have:
            wanted = f"{quantity.of}.requests" if total == "requests" else "the series of all of them"
            text = f"{one.track.name} is a share of what is not there; expected {wanted} beside it"
            yield one.track.mistake(one.track.head, text)
        other = seen.setdefault(quantity, one)
        if other is not one and quantity.unit in ("rate", "percent", "gauge"):
            text = f"{one.track.name} and {other.track.name} are both {quantity.what} of {quantity.of}; expected one of them"
            yield one.track.mistake(one.track.head, text)
