"""Who must be told of a scenario by the alerts on budgets, as the definition says it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from estate.alerting.spec import Alerting, SloSpec
from estate.alerting.testing.derived.promised import Burn, Looker, Run, burns_of
from estate.alerting.testing.hearing import Level
from estate.alerting.testing.model import Expectation, Scenario
from estate.alerting.testing.truth import Mask, Truth
from estate.alerting.testing.vendors import Vendor


class UnclearError(ValueError):
    """Two calls lie so close that nobody can say whether they are one."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Definition:
    """The objectives of an environment, and what a vendor would have to tell of them."""

    alerting: Alerting
    vendor: Vendor
    _burns: dict[str, tuple[Burn, ...]] = field(default_factory=dict)

    @cached_property
    def slos(self) -> Mapping[str, SloSpec]:
        """By name."""
        return {one.name: one for one in self.alerting.slos}

    def burns(self, slo: SloSpec) -> tuple[Burn, ...]:
        """The windows of an objective, the fastest first."""
        if slo.name not in self._burns:
            self._burns[slo.name] = burns_of(slo, self.vendor)
        return self._burns[slo.name]

    def blamed(self, burn: Burn) -> tuple[Burn, ...]:
        """The same window of whatever the objective cannot be kept without: while one of those burns, its call is a ticket.

        Those alone that call, and that are counted one by one, as both vendors ask.
        """
        if burn.told != "page" or not burn.slo.silenced_by:
            return ()
        others = (one for name in burn.slo.silenced_by for one in self.burns(self.slos[name]))
        return tuple(
            one
            for one in others
            if one.told == "page" and (one.long, one.short) == (burn.long, burn.short) and one.slo.objective.minimum_samples
        )

    def expected(self, scenario: Scenario) -> tuple[Expectation, ...]:
        """Of every objective of the services that a scenario names. UnclearError where that cannot be said."""
        truth = Truth(scenario=scenario)
        looker = Looker(vendor=self.vendor, truth=truth)
        slos = [slo for slo in self.alerting.slos if slo.subject.service in scenario.touched]
        return tuple(one for slo in slos for one in self._of(slo, looker))

    def _of(self, slo: SloSpec, looker: Looker) -> Iterator[Expectation]:
        told = [one for burn in self.burns(slo) for one in self._of_window(burn, looker)]
        if self.vendor == "datadog":
            # Each window is a monitor of its own, and so is what it tells while others are to blame.
            for name, wanted, runs in told:
                yield expectation(name, wanted, runs, looker.truth.scenario)
            return
        # All windows of an objective are one issue.
        for wanted in ("page", "ticket"):
            runs = [run for _, what, found in told if what == wanted for run in found]
            if runs or wanted == "ticket":
                yield expectation(slo.name, wanted, runs, looker.truth.scenario)
                return

    def _of_window(self, burn: Burn, looker: Looker) -> Iterator[tuple[str, str, list[Run]]]:
        burning, blamed = looker.burning(burn), self.blamed(burn)
        lasts = looker.lasts(blames=bool(blamed))
        if not blamed:
            yield burn.name, burn.told, list(looker.runs(burning, burn.slo, lasts=lasts))
            return
        held = self._held_back(burn, blamed, looker)
        yield burn.name, burn.told, list(looker.runs(burning & ~held, burn.slo, lasts=lasts))
        yield f"{burn.name}.held-back", "ticket", list(looker.runs(burning & held, burn.slo, lasts=lasts))

    def _held_back(self, burn: Burn, blamed: Sequence[Burn], looker: Looker) -> Mask:
        """Datadog asks each of them whether its short window burns; New Relic asks both windows of all of them at once, each
        against the highest threshold and number of samples among them."""
        if self.vendor == "datadog":
            return _any(looker.above(one, burn.short) for one in blamed)
        highest = max(float(one.threshold) for one in blamed)
        minimum = max(one.slo.objective.minimum_samples or 0 for one in blamed)
        long = (looker.above(one, burn.long, threshold=highest) & looker.enough(one, minimum=minimum) for one in blamed)
        return _any(long) & _any(looker.above(one, burn.short, threshold=highest) for one in blamed)


def _any(masks: Iterator[Mask]) -> Mask:
    return np.logical_or.reduce(list(masks))


def expectation(alert: str, told: str, runs: Sequence[Run], scenario: Scenario, *, level: Level | None = None) -> Expectation:
    """The expectation that the runs are; quiet where there is none. UnclearError where two may be one."""
    merged = _merged(runs)
    if not merged:
        return Expectation.model_validate({"alert": alert, "told": "quiet"})
    (not_before, by), ends = merged[0].begins, merged[-1].ends
    given = {"alert": alert, "told": told, "times": len(merged), "not_before": _mark(not_before, scenario), "by": _mark(by, scenario)}
    given |= {"level": level} if level else {}
    if ends is not None and ends[1] <= scenario.end:
        given |= {"not_over_before": _mark(ends[0], scenario), "over_by": _mark(ends[1], scenario)}
    return Expectation.model_validate(given)


def _mark(time: int, scenario: Scenario) -> str:
    return f"+{max(time - scenario.begin, 0)}s"


def _merged(runs: Sequence[Run]) -> list[Run]:
    found: list[Run] = []
    for run in sorted(runs, key=lambda one: one.begins):
        last = found[-1] if found else None
        if last is None or (last.ends is not None and last.ends[1] < run.begins[0]):
            found.append(run)
        elif last.ends is None or run.begins[1] <= last.ends[0]:
            ends = None if last.ends is None or run.ends is None else max(last.ends, run.ends)
            begins = (last.begins[0], min(last.begins[1], run.begins[1]))
            found[-1] = Run(begins=begins, ends=ends)
        else:
            raise UnclearError(f"a call ends between {last.ends} and the next begins between {run.begins}")
    return found
