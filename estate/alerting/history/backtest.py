"""The planned monitors over recorded data: what they would have told, and how good that would have been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from estate.alerting.history.history import History, Measurable, measurable
from estate.alerting.history.incidents import Incident
from estate.alerting.history.scoring import Score, score
from estate.alerting.history.stored import Row, stored
from estate.alerting.planned import Planned
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.hearing import Heard, Telling, alert_of, names_of
from estate.alerting.testing.run import MONITORS, Bench
from estate.alerting.testing.vendors import Vendor


@dataclass(frozen=True, kw_only=True)
class AtVendor:
    """One vendor's monitors over the data."""

    scores: Mapping[str, Score]
    """By alert."""
    planned: int
    """How many monitors the vendor would evaluate in the environment."""
    simulated: tuple[str, ...]
    """Monitors of what is in the data."""
    not_simulated: Mapping[str, str]
    """Monitors of what is in the data that no simulator can evaluate, and why: they are counted nowhere."""
    absent: tuple[str, ...]
    """Alerts of which the vendor has no monitor."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Backtest:
    """Recorded data before the monitors of an environment."""

    bench: Bench
    history: History
    incidents: tuple[Incident, ...] | None
    services: tuple[str, ...] = ()
    """Of which alerts are judged; all, when none is named."""

    @cached_property
    def found(self) -> Measurable:
        """What the data can speak for."""
        return measurable(self.history, self.bench.alerting)

    @cached_property
    def judged(self) -> tuple[SloSpec | MonitorSpec, ...]:
        """The alerts that are judged."""
        every = (*self.found.slos, *self.found.monitors)
        return tuple(one for one in every if not self.services or one.subject.service in self.services)

    def stored(self, vendor: Vendor) -> Sequence[Row]:
        """What the vendor would have stored."""
        return stored(vendor, self.history, self.found, self.bench.alerting)

    def run(self, vendor: Vendor) -> AtVendor:
        """The planned monitors of a vendor."""
        names = names_of(self.bench.alerting)
        wanted = {*(one.name for one in self.found.slos), *(one.name for one in self.found.monitors), *self.found.taken_as_good}
        planned = only(self.bench.planned, vendor, wanted, self.bench.alerting)
        heard = self.bench.hear(vendor, self.history.scenario, self.stored(vendor), planned)
        judged = {one.name for one in self.judged}
        refused = {name: why for name, why in heard.not_simulated.items() if alert_of(name, names) in judged}
        mine = tuple(one.name for one in planned if one.type in MONITORS[vendor] and alert_of(one.name, names) in judged)
        absent = judged - {alert_of(name, names) for name in mine}
        return AtVendor(
            scores=self.scores(heard.told, without={*absent, *(alert_of(name, names) for name in refused)}),
            planned=len(self.bench.monitors(vendor)),
            simulated=tuple(name for name in mine if name not in refused),
            not_simulated=refused,
            absent=tuple(sorted(absent)),
        )

    def scores(self, told: Iterable[Telling], *, without: Iterable[str] = ()) -> Mapping[str, Score]:
        """The score of each alert but those `without` one."""
        by_alert: dict[str, list[Telling]] = {one.name: [] for one in self.judged if one.name not in {*without}}
        for one in told:
            if one.alert in by_alert:
                by_alert[one.alert].append(one)
        specs = {one.name: one for one in self.judged}
        return {name: self._score(specs[name], mine) for name, mine in by_alert.items()}

    def _score(self, spec: SloSpec | MonitorSpec, told: Sequence[Telling]) -> Score:
        return score(told, self.incidents, self.history.span, service=spec.subject.service, judged_by=loudest(spec))


def loudest(spec: SloSpec | MonitorSpec) -> Heard:
    """The loudest way in which an alert may tell somebody."""
    told = {alert.route.told for alert in spec.alerts} if isinstance(spec, SloSpec) else {spec.route.told}
    return "page" if "page" in told else "ticket" if "ticket" in told else "notify"


def only(planned: Iterable[Planned], vendor: Vendor, alerts: Iterable[str], alerting: Alerting) -> list[Planned]:
    """A plan with no other monitors than those of these alerts; everything that is no monitor stays."""
    names, wanted = names_of(alerting), {*alerts}
    return [one for one in planned if one.type not in MONITORS[vendor] or alert_of(one.name, names) in wanted]
