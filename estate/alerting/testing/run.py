"""Alert tests, run: each scenario before each vendor's planned monitors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from estate.alerting.datadog import Planned
from estate.alerting.series import Events, Series
from estate.alerting.spec import Alerting
from estate.alerting.testing import datadog, datadog_told, newrelic, newrelic_told
from estate.alerting.testing.files import ScenarioFile
from estate.alerting.testing.hearing import Telling, names_of
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.verdict import Difference, Judge
from estate.catalog.catalog import Catalog

Vendor = Literal["datadog", "newrelic"]
TITLES: Mapping[Vendor, str] = {"datadog": "Datadog", "newrelic": "New Relic"}
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
    _series: dict[int, list[Series]] = field(default_factory=dict)
    _rows: dict[int, list[Series | Events]] = field(default_factory=dict)

    def monitors(self, vendor: Vendor) -> list[Planned]:
        """What the vendor would evaluate."""
        return [one for one in self.planned if one.type in MONITORS[vendor]]

    def hear(self, vendor: Vendor, truth: Truth, planned: Sequence[Planned] | None = None) -> Heard:
        """What is told of a scenario by the planned resources, or by others in their place."""
        resources = self.planned if planned is None else planned
        return self._datadog(truth, resources) if vendor == "datadog" else self._newrelic(truth, resources)

    def _datadog(self, truth: Truth, resources: Sequence[Planned]) -> Heard:
        if id(truth) not in self._series:
            self._series[id(truth)] = datadog.series_of(truth, self.alerting)
        book = datadog_told.addresses(resources, self.catalog, self.alerting)
        found = datadog_told.simulated(resources, self._series[id(truth)], truth.scenario)
        told = datadog_told.Listener(book=book, names=names_of(self.alerting)).tellings(found)
        return Heard(told=told, simulated=len(found.monitors), not_simulated={one.monitor: one.reason for one in found.not_simulated})

    def _newrelic(self, truth: Truth, resources: Sequence[Planned]) -> Heard:
        if id(truth) not in self._rows:
            self._rows[id(truth)] = newrelic.rows_of(truth, self.alerting)
        found = newrelic_told.simulated(resources, self._rows[id(truth)], truth.scenario)
        told = newrelic_told.Listener.of(resources, self.catalog, self.alerting).tellings(found)
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
    judge = Judge.of(bench.alerting)
    heard = {vendor: bench.hear(vendor, truth) for vendor in vendors}
    tried = {vendor: Tried(heard=one, differences=judge.differences(truth.scenario, one.told)) for vendor, one in heard.items()}
    return Outcome(file=file, place=place, truth=truth, by_vendor=tried)
