"""Which planted defects the alert tests notice.

A defect is tried on the monitors that it can reach: the one that has it, whatever is made of it, and what shares an issue with
those. What all others tell is known from the plan as it is. The defects of one service or store are one errand: its scenarios are
spelt out once, and each is tried on the defects that no other has noticed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property

from estate.alerting.kept import Kept
from estate.alerting.mutants import NEWRELIC_CHANNEL, Mutant, equivalents, mutants_of
from estate.alerting.spec import Alerting
from estate.alerting.testing.hearing import Telling, alert_of, names_of
from estate.alerting.testing.model import ALL, Scenario
from estate.alerting.testing.run import MONITORS, Bench, Stored
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor
from estate.alerting.testing.verdict import Difference, Judge
from estate.alerting.testing.wiring import Wiring


@dataclass(frozen=True, kw_only=True, eq=False)
class Trial:
    """A scenario with what a vendor stored of it, and what the plan as it is tells."""

    scenario: Scenario
    about: frozenset[str]
    """The alerts of which it says something."""
    stored: Stored
    kept: Kept
    """What the monitors say of it that have no defect."""
    told: tuple[Telling, ...]
    differences: tuple[Difference, ...]
    """Where the plan as it is tells something else than expected: then the scenario notices no defect."""

    @property
    def good(self) -> bool:
        """Whether the plan as it is tells what the scenario expects."""
        return not self.differences


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of a mutant: the scenario that noticed it, or none."""

    mutant: Mutant
    killed_by: str | None
    equivalent: str | None = None
    """Why nobody can notice it."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """The defects of one service or store."""

    subject: str
    mutants: tuple[Mutant, ...]


@dataclass(frozen=True, kw_only=True)
class Bag:
    """What an errand brought home."""

    fates: tuple[Fate, ...]
    failed: frozenset[str]
    """Scenarios that fail on the plan as it is."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Hunt:
    """A vendor's plan and the scenarios."""

    bench: Bench
    vendor: Vendor
    scenarios: Sequence[Scenario]
    _common: dict[str, Trial] = field(default_factory=dict)
    _subjects: dict[str, str] = field(default_factory=dict)
    _alerts_of: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def wiring(self) -> Wiring:
        """How the monitors hang together."""
        return Wiring(vendor=self.vendor, planned=tuple(self.bench.planned))

    @cached_property
    def judge(self) -> Judge:
        """Who says what should have been told."""
        return Judge.of(self.bench.alerting, self.bench.catalog)

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_of(self.bench.alerting)

    def errands(self, services: Sequence[str] = ()) -> tuple[Errand, ...]:
        """Every mutant of the plan, or of what belongs to some services; the largest errand first."""
        found: dict[str, list[Mutant]] = {}
        types = (*MONITORS[self.vendor], *((NEWRELIC_CHANNEL,) if self.vendor == "newrelic" else ()))
        for planned in self.bench.planned:
            subject = self.subject(planned.name) if planned.type in types else ""
            if subject and (not services or subject in services):
                found.setdefault(subject, []).extend(mutants_of(planned))
        made = (Errand(subject=subject, mutants=tuple(mutants)) for subject, mutants in found.items() if mutants)
        return tuple(sorted(made, key=lambda one: -len(one.mutants)))

    def prepare(self) -> None:
        """Spell out the scenarios of everything at once: every errand needs them."""
        for scenario in self.scenarios:
            if self._is_common(scenario):
                # Nobody needs what all monitors say of it: too much to hold.
                self._common[scenario.name] = replace(self.tried(scenario), kept=Kept())

    def fates(self, services: Sequence[str] = ()) -> Iterator[Fate]:
        """What becomes of every mutant, one errand after the other."""
        for errand in self.errands(services):
            yield from self.run(errand).fates

    def run(self, errand: Errand) -> Bag:
        """What becomes of the mutants of an errand."""
        reasons = [_equivalent(mutant) for mutant in errand.mutants]
        alive = [place for place, why in enumerate(reasons) if why is None]
        killers: dict[int, str] = {}
        trials = _Trials(hunt=self, subject=errand.subject)
        # What a scenario says something about is tried first; whatever survives that must survive all others too.
        for near in (True, False):
            for trial in trials.every():
                there = [place for place in alive if self._is_near(trial, errand.mutants[place]) is near]
                noticed = [place for place in there if self.notices(trial, errand.mutants[place])]
                killers.update(dict.fromkeys(noticed, trial.scenario.name))
                alive = [place for place in alive if place not in killers]
                if not alive:
                    break
        fates = (
            Fate(mutant=mutant, killed_by=killers.get(place), equivalent=reasons[place]) for place, mutant in enumerate(errand.mutants)
        )
        return Bag(fates=tuple(fates), failed=frozenset(trials.failed))

    def _is_near(self, trial: Trial, mutant: Mutant) -> bool:
        return bool(trial.about & self._alerts(mutant)) or self._is_common(trial.scenario)

    def _alerts(self, mutant: Mutant) -> frozenset[str]:
        if mutant.name not in self._alerts_of:
            self._alerts_of[mutant.name] = frozenset(alert_of(name, self._names) for name in self.reach(mutant))
        return self._alerts_of[mutant.name]

    def subject(self, name: str) -> str:
        """The service or store of a monitor, or of a channel."""
        if name not in self._subjects:
            owner = self.judge.owners.get(alert_of(name, self._names))
            self._subjects[name] = owner.service if owner else name.split(".", maxsplit=1)[0]
        return self._subjects[name]

    def _is_common(self, scenario: Scenario) -> bool:
        touched = scenario.touched
        return ALL in touched or not touched

    def relevant(self, subject: str) -> Iterator[Scenario]:
        """The scenarios in which the subject is not as on a good day, those that name it first; then the quiet ones."""
        known = {owner.service for owner in self.judge.owners.values()}
        named = [
            one for one in self.scenarios if {subject, ALL} & one.touched or any(self.subject(of.alert) == subject for of in one.expect)
        ]
        yield from sorted(named, key=lambda one: ALL in one.touched)
        # What belongs to no service, as a team's channel, may be told of anything.
        yield from (one for one in self.scenarios if one not in named and (not one.touched or subject not in known))

    def tried(self, scenario: Scenario) -> Trial:
        """A scenario, spelt out for the vendor."""
        if scenario.name in self._common:
            return replace(self._common[scenario.name], kept=Kept(resources=self.bench.planned))
        truth = Truth(scenario=scenario)
        if self._is_common(scenario):
            alerting, planned = self.bench.alerting, None
        else:
            looked = scenario.touched | {self.subject(one.alert) for one in scenario.expect}
            mine = (name for name in self.wiring.monitors if self.subject(name) in looked)
            planned = self.wiring.needed(self.wiring.reach(mine))
            measured = {self.subject(one.name) for one in planned if one.type in MONITORS[self.vendor]}
            alerting = _part(self.bench.alerting, frozenset(measured | self._asked_about(measured)))
        stored = replace(self.bench, alerting=alerting).stored(self.vendor, truth)
        kept = Kept(resources=self.bench.planned)
        told = self.bench.hear(self.vendor, scenario, stored, planned, kept).told
        differences = self.judge.differences(self.vendor, scenario, told)
        about = frozenset(alert_of(one.alert, self._names) for one in scenario.expect)
        return Trial(scenario=scenario, about=about, stored=stored, kept=kept, told=told, differences=differences)

    def _asked_about(self, subjects: Iterable[str]) -> frozenset[str]:
        """Whoever may be to blame for these: New Relic asks about all of them in one condition."""
        names = {name for slo in self.bench.alerting.slos if slo.subject.service in subjects for name in slo.silenced_by}
        return frozenset(self.subject(name) for name in names)

    def differences(self, scenario: Scenario) -> tuple[Difference, ...]:
        """What is not as expected with the plan as it is."""
        return self.tried(scenario).differences

    def notices(self, trial: Trial, mutant: Mutant) -> bool:
        """Whether a scenario goes otherwise than expected with the defect."""
        reach = self.reach(mutant)
        heard = self.bench.hear(self.vendor, trial.scenario, trial.stored, self.wiring.needed(reach, mutant), trial.kept)
        told = [*(one for one in trial.told if one.monitor not in reach), *(one for one in heard.told if one.monitor in reach)]
        return bool(self.judge.differences(self.vendor, trial.scenario, sorted(told, key=lambda one: (one.time, one.monitor))))

    def reach(self, mutant: Mutant) -> frozenset[str]:
        """The monitors whose messages a defect may change."""
        if mutant.type == NEWRELIC_CHANNEL:
            return self.wiring.reach(self.wiring.told_through(mutant.name), whole_policies=True)
        return self.wiring.reach({mutant.name})


@dataclass(frozen=True, kw_only=True, eq=False)
class _Trials:
    """The scenarios of an errand, each spelt out when it is first asked for."""

    hunt: Hunt
    subject: str
    failed: set[str] = field(default_factory=set)
    _kept: dict[str, Trial] = field(default_factory=dict)

    def every(self) -> Iterator[Trial]:
        """Those that do as expected on the plan as it is; the others notice nothing."""
        for scenario in self.hunt.relevant(self.subject):
            if scenario.name not in self._kept:
                self._kept[scenario.name] = self.hunt.tried(scenario)
            if self._kept[scenario.name].good:
                yield self._kept[scenario.name]
            else:
                self.failed.add(scenario.name)


def _part(alerting: Alerting, subjects: frozenset[str]) -> Alerting:
    """What is watched of some services and stores."""
    return replace(
        alerting,
        slos=tuple(one for one in alerting.slos if one.subject.service in subjects),
        monitors=tuple(one for one in alerting.monitors if one.subject.service in subjects),
    )


def _equivalent(mutant: Mutant) -> str | None:
    return next((one.reason for one in equivalents() if _same(one.type, one.name, one.operators, mutant)), None)


def _same(kind: str, pattern: str, operators: Sequence[str], mutant: Mutant) -> bool:
    return mutant.type == kind and mutant.operator in operators and fnmatchcase(mutant.name, pattern)


def score(fates: Sequence[Fate]) -> float:
    """The share killed of those that can be, in percent."""
    counted = [one for one in fates if one.equivalent is None]
    return 100 * sum(one.killed_by is not None for one in counted) / len(counted) if counted else 100.0
