"""An alert with other numbers, over recorded data.

Without incidents nothing says what must be found. Then each call of the present numbers is taken for an incident that they
found at once: recall says how many of those calls would still come, and the time to detect how much later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from estate.alerting.forms.addresses import Addresses
from estate.alerting.history.backtest import Backtest, only
from estate.alerting.history.candidates import Candidate, Spec, candidates
from estate.alerting.history.front import Outcome, front, proposed
from estate.alerting.history.history import Measurable
from estate.alerting.history.incidents import Incident
from estate.alerting.history.replanned import replanned
from estate.alerting.history.scoring import Score
from estate.alerting.history.stored import Row, stored
from estate.alerting.spec import MonitorSpec, SloSpec
from estate.alerting.testing.vendors import Vendor


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """What became of an alert's candidates."""

    name: str
    outcomes: tuple[Outcome, ...]
    """The present numbers first."""

    @property
    def present(self) -> Outcome:
        """The numbers that it has."""
        return self.outcomes[0]

    @property
    def front(self) -> tuple[Outcome, ...]:
        """Those that nothing beats in everything."""
        return front(self.outcomes)

    @property
    def proposed(self) -> Outcome:
        """What should stand in the catalog."""
        return proposed(self.outcomes, self.present)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Bench:
    """One vendor with what it stored for one alert."""

    vendor: Vendor
    rows: Sequence[Row]
    backtest: Backtest


def tune(spec: Spec, backtest: Backtest, vendors: Sequence[Vendor], addresses: Addresses) -> Tuned | None:
    """Every candidate of an alert; None for one that a vendor's simulator cannot evaluate, or that has no numbers to change."""
    tried = candidates(spec, backtest.history)
    if not tried:
        return None
    benches = [_bench(spec, backtest, vendor) for vendor in vendors]
    present = [_score(tried[0], bench, addresses) for bench in benches]
    there = [(bench, one) for bench, one in zip(benches, present, strict=True) if one]
    if not there:
        return None
    judged = [_with_reference(bench, one, spec) for bench, one in there]
    scored = [(one, [score for bench in judged if (score := _score(one, bench, addresses))]) for one in tried]
    return Tuned(name=spec.name, outcomes=tuple(Outcome.of(one, scores) for one, scores in scored if scores))


def _bench(spec: Spec, backtest: Backtest, vendor: Vendor) -> _Bench:
    """The data of the alert alone, and of what holds it back."""
    found = backtest.found
    silencers = spec.silenced_by if isinstance(spec, SloSpec) else ()
    needed = {spec.name, *silencers}
    mine = Measurable(
        slos=tuple(one for one in found.slos if one.name in needed),
        monitors=(spec,) if isinstance(spec, MonitorSpec) else (),
        not_in_data=(),
        taken_as_good=tuple(name for name in found.taken_as_good if name in needed),
    )
    planned = only(backtest.bench.planned, vendor, needed, backtest.bench.alerting)
    smaller = replace(backtest, bench=replace(backtest.bench, planned=planned))
    return _Bench(vendor=vendor, rows=stored(vendor, backtest.history, mine, backtest.bench.alerting), backtest=smaller)


def _with_reference(bench: _Bench, present: Score, spec: Spec) -> _Bench:
    if bench.backtest.incidents is not None:
        return bench
    service = frozenset({spec.subject.service})
    calls = (Incident(name=f"call {place}", start=one.start, end=one.end, services=service) for place, one in enumerate(present.calls))
    return replace(bench, backtest=replace(bench.backtest, incidents=tuple(calls)))


def _score(candidate: Candidate, bench: _Bench, addresses: Addresses) -> Score | None:
    """None where a part of the alert is not simulated, or the vendor has none of it."""
    backtest = bench.backtest
    planned = replanned(backtest.bench.planned, candidate.spec, backtest.bench.alerting, addresses) if candidate.entries else None
    heard = backtest.bench.hear(bench.vendor, backtest.history.scenario, bench.rows, planned)
    if heard.not_simulated or not heard.simulated:
        return None
    return backtest.scores([one for one in heard.told if one.alert == candidate.spec.name]).get(candidate.spec.name)
