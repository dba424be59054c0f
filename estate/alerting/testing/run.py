"""Alert tests, run: each scenario before each vendor's planned monitors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from estate.alerting.datadog import Planned
from estate.alerting.series import Series
from estate.alerting.spec import Alerting
from estate.alerting.testing import datadog, datadog_told
from estate.alerting.testing.files import ScenarioFile
from estate.alerting.testing.hearing import Telling, datadog_addresses
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.verdict import Difference, Judge
from estate.catalog.catalog import Catalog

Vendor = Literal["datadog", "newrelic"]
TITLES: Mapping[Vendor, str] = {"datadog": "Datadog", "newrelic": "New Relic"}
LISTENERS: frozenset[Vendor] = frozenset({"datadog"})
"""The vendors whose messages can be read."""
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

    def monitors(self, vendor: Vendor) -> list[Planned]:
        """What the vendor would evaluate."""
        return [one for one in self.planned if one.type in MONITORS[vendor]]

    def hear(self, vendor: Vendor, truth: Truth, planned: Sequence[Planned] | None = None) -> Heard:
        """What is told of a scenario by the planned resources, or by others in their place."""
        if vendor != "datadog":
            raise ValueError(f"{TITLES[vendor]} cannot be heard yet; expected datadog")
        listener = datadog_told.Listener(book=datadog_addresses(self.catalog, self.alerting), names=self.names)
        found = datadog_told.simulated(self.planned if planned is None else planned, self._datadog(truth), truth.scenario)
        return Heard(
            told=listener.tellings(found),
            simulated=len(found.monitors),
            not_simulated={one.monitor: one.reason for one in found.not_simulated},
        )

    @property
    def names(self) -> frozenset[str]:
        """Of every alert."""
        return frozenset(one.name for one in (*self.alerting.slos, *self.alerting.monitors))

    def _datadog(self, truth: Truth) -> list[Series]:
        if id(truth) not in self._series:
            self._series[id(truth)] = datadog.series_of(truth, self.alerting)
        return self._series[id(truth)]


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
