"""Which planted defects the alert tests notice.

A defect is tried on the monitors that it can reach: the one that has it, whatever is made of it, and what shares an issue with
those. What all others tell is known from the plan as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from estate.alerting.datadog import Planned
from estate.alerting.mutants import NEWRELIC_CHANNEL, Mutant, equivalents, mutants_of
from estate.alerting.testing.hearing import Telling, alert_of, names_of
from estate.alerting.testing.model import ALL, Scenario
from estate.alerting.testing.run import MONITORS, Bench, Stored
from estate.alerting.testing.truth import Truth
from estate.alerting.testing.vendors import Vendor
from estate.alerting.testing.verdict import Judge


@dataclass(frozen=True, kw_only=True, eq=False)
class Trial:
    """A scenario with what a vendor stored of it, and what the plan as it is tells."""

    scenario: Scenario
    touched: frozenset[str]
    stored: Stored
    told: tuple[Telling, ...]


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of a mutant: the scenario that noticed it, or none."""

    mutant: Mutant
    killed_by: str | None
    equivalent: str | None = None
    """Why nobody can notice it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Hunt:
    """A vendor's plan and the scenarios."""

    bench: Bench
    vendor: Vendor
    trials: tuple[Trial, ...]
    judge: Judge
    _reach: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, bench: Bench, vendor: Vendor, scenarios: Sequence[Scenario]) -> "Hunt":
        """The hunt, with every scenario tried on the plan as it is."""
        trials: list[Trial] = []
        for scenario in scenarios:
            truth = Truth(scenario=scenario)
            stored = bench.stored(vendor, truth)
            told = bench.hear(vendor, scenario, stored).told
            trials.append(Trial(scenario=scenario, touched=truth.touched, stored=stored, told=told))
        return cls(bench=bench, vendor=vendor, trials=tuple(trials), judge=Judge.of(bench.alerting))

    def fates(self, services: Sequence[str] = ()) -> Iterator[Fate]:
        """Every mutant of the plan, or of what belongs to some services."""
        for planned in self._mutable():
            subject = self.subject(planned.name)
            if not services or subject in services:
                for mutant in mutants_of(planned):
                    yield self.fate(mutant)

    def fate(self, mutant: Mutant) -> Fate:
        """What becomes of one mutant."""
        why = next((one.reason for one in equivalents() if _same(one.type, one.name, one.operators, mutant)), None)
        if why:
            return Fate(mutant=mutant, killed_by=None, equivalent=why)
        killer = next((trial.scenario.name for trial in self._relevant(mutant.name) if self._notices(trial, mutant)), None)
        return Fate(mutant=mutant, killed_by=killer)

    def subject(self, name: str) -> str:
        """The service or store of a monitor, or of a channel."""
        owner = self.judge.owners.get(alert_of(name, names_of(self.bench.alerting)))
        return owner.service if owner else name.split(".", maxsplit=1)[0]

    def _mutable(self) -> list[Planned]:
        types = (*MONITORS[self.vendor], *((NEWRELIC_CHANNEL,) if self.vendor == "newrelic" else ()))
        return [one for one in self.bench.planned if one.type in types]

    def _relevant(self, name: str) -> Iterator[Trial]:
        """The scenarios in which the monitor's subject is not as on a good day, those that name it first; then the quiet ones."""
        subject = self.subject(name)
        yield from sorted((one for one in self.trials if {subject, ALL} & one.touched), key=lambda one: ALL in one.touched)
        known = {owner.service for owner in self.judge.owners.values()}
        yield from (one for one in self.trials if not one.touched or (subject not in known and not {subject, ALL} & one.touched))

    def _notices(self, trial: Trial, mutant: Mutant) -> bool:
        reach = self.reach(mutant)
        planned = [
            _changed(one, mutant) for one in self.bench.planned if one.type not in MONITORS[self.vendor] or one.name in self.needed(reach)
        ]
        heard = self.bench.hear(self.vendor, trial.scenario, trial.stored, planned)
        told = [*(one for one in trial.told if one.monitor not in reach), *(one for one in heard.told if one.monitor in reach)]
        return bool(self.judge.differences(self.vendor, trial.scenario, sorted(told, key=lambda one: (one.time, one.monitor))))

    def reach(self, mutant: Mutant) -> frozenset[str]:
        """The monitors whose messages a defect may change."""
        if mutant.name not in self._reach or mutant.type == NEWRELIC_CHANNEL:
            first = self._told_through(mutant) if mutant.type == NEWRELIC_CHANNEL else {mutant.name}
            above = first | {one.name for one in self.bench.monitors(self.vendor) if _names(one) & first}
            policies = {str(one.inputs.get("policyId")) for one in self.bench.monitors(self.vendor) if one.name in above} - SILENT
            shared = {one.name for one in self.bench.monitors(self.vendor) if str(one.inputs.get("policyId")) in policies}
            if mutant.type == NEWRELIC_CHANNEL:
                return frozenset(above | shared)
            self._reach[mutant.name] = frozenset(above | (shared if self._one_issue(policies) else set[str]()))
        return self._reach[mutant.name]

    def needed(self, reach: frozenset[str]) -> frozenset[str]:
        """Those, and what they are made of."""
        made_of = (_names(one) for one in self.bench.monitors(self.vendor) if one.name in reach)
        return reach | {name for names in made_of for name in names}

    def _one_issue(self, policies: set[str]) -> bool:
        """Whether the conditions of one of these policies share an issue."""
        per_policy = (one for one in self.bench.planned if one.inputs.get("incidentPreference") == "PER_POLICY")
        return any(f"${{index/alertPolicy.{one.name}.id}}" in policies for one in per_policy)

    def _told_through(self, channel: Mutant) -> set[str]:
        flows = [one for one in self.bench.planned if one.type.endswith(":Workflow") and f".{channel.name}.id}}" in str(one.inputs)]
        texts = [str(one.inputs.get("issuesFilter")) for one in flows]
        return {one.name for one in self.bench.monitors(self.vendor) if any(str(one.inputs.get("policyId")) in text for text in texts)}


SILENT = frozenset({"None", "${index/alertPolicy.components.id}"})


def _names(planned: Planned) -> set[str]:
    """The monitors of which another one is made."""
    given: Mapping[str, object] = planned.inputs
    texts = [str(given.get("componentConditions") or ""), str(given.get("query") or "") if given.get("type") == "composite" else ""]
    parts = " ".join(texts).replace("${index/monitor.", "\0").replace("${index/nrqlAlertCondition.", "\0").split("\0")[1:]
    return {part.split(".id}", maxsplit=1)[0] for part in parts}


def _changed(one: Planned, mutant: Mutant) -> Planned:
    return mutant if (one.type, one.name) == (mutant.type, mutant.name) else one


def _same(kind: str, pattern: str, operators: Sequence[str], mutant: Mutant) -> bool:
    return mutant.type == kind and mutant.operator in operators and fnmatchcase(mutant.name, pattern)


def score(fates: Sequence[Fate]) -> float:
    """The share killed of those that can be, in percent."""
    counted = [one for one in fates if one.equivalent is None]
    return 100 * sum(one.killed_by is not None for one in counted) / len(counted) if counted else 100.0
