"""Reading alert tests: every mistake with its place, and every name held against the estate."""

import fnmatch
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from pydantic import TypeAdapter

from estate.alerting.signals import signals
from estate.alerting.spec import Alerting
from estate.alerting.testing.curve import Curve
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.model import ALL, AlertTests, Expectation, Load, Maintenance, Measured, Scenario
from estate.catalog.catalog import Catalog
from estate.catalog.files import Source
from estate.catalog.layout import ALERT_TESTS_ENDING, Kind
from estate.catalog.load import load_file
from estate.catalog.mistakes import CatalogError, Mistake, Way
from estate.catalog.words import did_you_mean

EVERY = "all"
"""In place of a service: tests of what all of them have."""
KIND = Kind(name="alerts", model=AlertTests, adapter=TypeAdapter(AlertTests))
OF_AWS = frozenset({"alb.requests"})
"""What follows the requests of a service, and can fall silent by itself."""
Odd = tuple[Way, str, str | None]
"""Where, what is wrong, and a hint."""


@dataclass(frozen=True, kw_only=True)
class ScenarioFile:
    """The alert tests beside a service."""

    service: str
    file: str
    tests: AlertTests
    lines: Mapping[Way, int]
    """Of every value."""


def read_tests(root: Path, catalog: Catalog, alerting: Alerting, services: tuple[str, ...] = ()) -> tuple[ScenarioFile, ...]:
    """The files of the services, or all of them. CatalogError with every mistake in them."""
    found: list[ScenarioFile] = []
    mistakes: list[Mistake] = []
    for path in sorted((root / "services").glob(f"*{ALERT_TESTS_ENDING}")):
        service = path.name.removesuffix(ALERT_TESTS_ENDING)
        if services and service not in services:
            continue
        one, odd = _read(path, f"{root.name}/services/{path.name}", service, catalog, alerting)
        mistakes += odd
        found += [one] if one else []
    if mistakes:
        raise CatalogError(mistakes)
    return tuple(found)


def _read(path: Path, file: str, service: str, catalog: Catalog, alerting: Alerting) -> tuple[ScenarioFile | None, list[Mistake]]:
    loaded = load_file(Source(file=file, path=str(path), kind=KIND, folder="services", name=None))
    if loaded.fact is None or loaded.document is None:
        return None, list(loaded.mistakes)
    places = loaded.document.places()
    mistakes: list[Mistake] = []
    for way, text, hint in _odd(service, loaded.fact, catalog, alerting):
        line, column = places[way].value
        mistakes.append(Mistake(file=file, line=line, column=column, path=way, text=text, hint=hint))
    lines = {way: place.value[0] for way, place in places.items()}
    return ScenarioFile(service=service, file=file, tests=loaded.fact, lines=lines), mistakes


def _odd(service: str, tests: AlertTests, catalog: Catalog, alerting: Alerting) -> Iterator[Odd]:
    if service not in (*catalog.services, EVERY):
        yield (
            (),
            f"{service!r} is no service; expected the name of one before {ALERT_TESTS_ENDING}",
            did_you_mean(service, catalog.services),
        )
    if not tests.scenarios:
        yield ("scenarios",), "is empty; expected at least one scenario", None
    seen: set[str] = set()
    checker = _Checker(catalog=catalog, alerting=alerting)
    for index, scenario in enumerate(tests.scenarios):
        way: Way = ("scenarios", index)
        if scenario.name in seen:
            yield (*way, "name"), f"{scenario.name!r} stands here twice; expected another name", None
        seen.add(scenario.name)
        yield from checker.odd(way, scenario)


@dataclass(frozen=True, kw_only=True)
class _Checker:
    catalog: Catalog
    alerting: Alerting

    def odd(self, way: Way, scenario: Scenario) -> Iterator[Odd]:
        for index, load in enumerate(scenario.load):
            yield from self._load((*way, "load", index), scenario, load)
        for index, one in enumerate(scenario.signals):
            yield from self._signal((*way, "signals", index), one)
            if one.value:
                yield from _late((*way, "signals", index, "value"), scenario, one.value)
        for index, window in enumerate(scenario.maintenance):
            yield from self._maintenance((*way, "maintenance", index), scenario, window)
        for index, wanted in enumerate(scenario.expect):
            yield from self._expectation((*way, "expect", index), scenario, wanted)

    def _load(self, way: Way, scenario: Scenario, load: Load) -> Iterator[Odd]:
        known = {slo.subject.service for slo in self.alerting.slos} | {one.subject.service for one in self.alerting.monitors}
        for name, at in ((load.service, (*way, "service")), *((name, (*way, "passed_on", name)) for name in load.passed_on)):
            if name not in (*known, ALL):
                yield at, f"{name!r} is no service of {self.alerting.environment}", did_you_mean(name, known)
        for what in ("requests", "errors", "slow", "age", "failed_probes"):
            line: Curve | None = getattr(load, what)
            if line is not None:
                yield from _late((*way, what), scenario, line)
        if load.passed_on and load.errors is None and load.slow is None:
            yield (*way, "passed_on"), "passes nothing on; expected errors or slow beside it", None

    def _signal(self, way: Way, one: Measured) -> Iterator[Odd]:
        of, signal = one.of, one.signal
        if signal not in signals():
            yield (*way, "signal"), f"{signal!r} is no signal", did_you_mean(signal, signals()) or "known are those of signals.yaml"
        elif signal in good_day().follows_traffic and (one.value or signal not in OF_AWS):
            yield (*way, "signal"), f"{signal!r} follows the requests of its service; expected them under load", None
        elif not any(one.signal == signal and of in (one.subject.service, ALL) for one in self.alerting.monitors):
            mine = sorted({one.signal for one in self.alerting.monitors if one.subject.service == of})
            owners = sorted({one.subject.service for one in self.alerting.monitors if one.signal == signal})
            hint = f"it has {', '.join(mine)}" if mine else did_you_mean(of, owners)
            yield (*way, "of"), f"{of!r} has no {signal} that is watched in {self.alerting.environment}", hint

    def _maintenance(self, way: Way, scenario: Scenario, window: Maintenance) -> Iterator[Odd]:
        known = {one.subject.service for one in (*self.alerting.slos, *self.alerting.monitors)}
        for place, name in enumerate(window.services):
            if name not in known:
                yield (*way, "services", place), f"{name!r} is no service of {self.alerting.environment}", did_you_mean(name, known)
        begin, end = scenario.at(window.from_), scenario.at(window.until)
        if begin >= end:
            yield (*way, "until"), f"{window.until} is not after {window.from_}; expected a later time, such as +90m", None
        elif end > scenario.end:
            yield (*way, "until"), f"{window.until} is after the end of the scenario; expected a time in it, or a longer scenario", None

    def _expectation(self, way: Way, scenario: Scenario, wanted: Expectation) -> Iterator[Odd]:
        known = {one.name for one in (*self.alerting.slos, *self.alerting.monitors)} | set(_windows(self.alerting))
        if not fnmatch.filter(known, wanted.alert):
            hint = did_you_mean(wanted.alert, known) or "all of them: estate alerts list"
            yield (*way, "alert"), f"{wanted.alert!r} is no alert of {self.alerting.environment}", hint
        if wanted.team is not None and wanted.team not in self.catalog.teams:
            yield (*way, "team"), f"{wanted.team!r} is no team", did_you_mean(wanted.team, self.catalog.teams)
        marks = {what: getattr(wanted, what) for what in ("by", "not_before", "over_by", "not_over_before")}
        for what, mark in marks.items():
            if mark and scenario.at(mark) > scenario.end:
                yield (*way, what), f"{mark} is after the end of the scenario; expected a time in it, or a longer scenario", None
        if wanted.told == "quiet" and any(marks.values()):
            yield (*way, "told"), "quiet has no time; expected page, ticket or notify, or no time", None


def _windows(alerting: Alerting) -> Iterator[str]:
    """What can be said of one window of an objective: `payment.availability.24h`, and what it tells while others are to blame."""
    for slo in alerting.slos:
        for alert in slo.alerts:
            name = f"{slo.name}.{alert.window.long // timedelta(hours=1)}h"
            yield from (name, f"{name}.held-back")


def _late(way: Way, scenario: Scenario, line: Curve) -> Iterator[Odd]:
    for end in line.ends(scenario.begin):
        if end > scenario.end:
            yield way, "goes on after the end of the scenario; expected times in it, or a longer scenario", None
            return
