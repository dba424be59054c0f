"""Alert tests, run: each scenario before each vendor's planned monitors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.alerting.kept import Kept
from estate.alerting.planned import Planned
from estate.alerting.series import Events, Series
from estate.alerting.simulated import Simulated
from estate.alerting.spec import Alerting
from estate.alerting.testing import datadog, datadog_told, newrelic, newrelic_told
from estate.alerting.testing.announced import announced
from estate.alerting.testing.files import ScenarioFile
from estate.alerting.testing.hearing import Telling, names_of
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor
from estate.alerting.testing.verdict import Difference, Judge
from estate.catalog.catalog import Catalog

Stored = Sequence[Series | Events]
MONITORS: Mapping[Vendor, tuple[str, ...]] = {
    "datadog": ("datadog:index/monitor:Monitor",),
    "newrelic": ("newrelic:index/nrqlAlertCondition:NrqlAlertCondition", "newrelic:index/alertCompoundCondition:AlertCompoundCondition"),
}
"""What a vendor evaluates."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a vendor's monitors told of a scenario, and which of them nobody can speak for."""

    told: tuple[Telling, ...]
    simulated: int
    not_simulated: Mapping[str, str]
    """Monitor -> why."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bench:
    """The planned resources of an environment at the vendors that are asked for."""

    catalog: Catalog
    alerting: Alerting
    planned: Sequence[Planned]

    def monitors(self, vendor: Vendor) -> list[Planned]:
        """What the vendor would evaluate."""
        return [one for one in self.planned if one.type in MONITORS[vendor]]

    def stored(self, vendor: Vendor, truth: Truth) -> Stored:
        """What the vendor would have stored of a scenario."""
        return datadog.series_of(truth, self.alerting) if vendor == "datadog" else newrelic.rows_of(truth, self.alerting)

    def hear(
        self, vendor: Vendor, scenario: Scenario, stored: Stored, planned: Sequence[Planned] | None = None, kept: Kept | None = None
    ) -> Heard:
        """What is told of a scenario by the planned resources, or by others in their place; `kept` is of this scenario."""
        given = self.planned if planned is None else planned
        resources = (*given, *announced(given, scenario, vendor))
        return (self._datadog if vendor == "datadog" else self._newrelic)(scenario, stored, resources, kept or Kept())

    def _datadog(self, scenario: Scenario, stored: Stored, resources: Sequence[Planned], kept: Kept) -> Heard:
        book = datadog_told.addresses(resources, self.catalog, self.alerting)
        series = [one for one in stored if isinstance(one, Series)]
        found = datadog_told.simulated(resources, series, scenario, kept)
        return _heard(found, datadog_told.Listener(book=book, names=names_of(self.alerting)).tellings(found))

    def _newrelic(self, scenario: Scenario, stored: Stored, resources: Sequence[Planned], kept: Kept) -> Heard:
        found = newrelic_told.simulated(resources, stored, scenario, kept)
        return _heard(found, newrelic_told.Listener.of(resources, self.catalog, self.alerting).tellings(found))


def _heard(found: Simulated[Any], told: tuple[Telling, ...]) -> Heard:
    return Heard(told=told, simulated=len(found.monitors), not_simulated={one.monitor: one.reason for one in found.not_simulated})


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A scenario before one vendor."""

    heard: Heard
    differences: tuple[Difference, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """A scenario before all vendors."""

    file: ScenarioFile
    place: int
    """Of the scenario in its file."""
    truth: Truth
    by_vendor: Mapping[Vendor, Tried]

    @property
    def scenario(self) -> Scenario:
        """What happened."""
        return self.file.tests.scenarios[self.place]

    @property
    def good(self) -> bool:
        """Whether every vendor did what was expected."""
        return not any(one.differences for one in self.by_vendor.values())


def try_scenario(bench: Bench, file: ScenarioFile, place: int, vendors: Sequence[Vendor]) -> Outcome:
    """One scenario before the vendors."""
    truth = Truth(scenario=file.tests.scenarios[place])
    judge = Judge.of(bench.alerting, bench.catalog)
    heard = {vendor: bench.hear(vendor, truth.scenario, bench.stored(vendor, truth)) for vendor in vendors}
    tried = {vendor: Tried(heard=one, differences=judge.differences(vendor, truth.scenario, one.told)) for vendor, one in heard.items()}
    return Outcome(file=file, place=place, truth=truth, by_vendor=tried)
