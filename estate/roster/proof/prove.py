"""Proving: every invariant over every lock, and what could not be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.roster.proof.anchors import NO_DATABASE
from estate.roster.proof.clock import installed
from estate.roster.proof.evidence import Evidence
from estate.roster.proof.invariants import INVARIANTS
from estate.roster.proof.violation import Violation


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The verdict: no violation is a proof, as far as `unseen` leaves one."""

    rosters: tuple[str, ...]
    shifts: int
    violations: tuple[Violation, ...]
    unseen: Mapping[int, str]
    """Invariants that were not judged, or not wholly, and why."""


def prove(evidence: Evidence) -> Proof:
    """Every violation in the rosters that were asked for, by roster, invariant and instant."""
    found = {violation for invariant in INVARIANTS for judge in invariant.judges for violation in judge(evidence)}
    asked = [violation for violation in found if violation.roster in evidence.proved or not violation.roster]
    return Proof(
        rosters=tuple(sorted(evidence.proved)),
        shifts=sum(len(evidence.cases[name].lock.shifts) for name in evidence.proved),
        violations=tuple(sorted(asked, key=lambda violation: violation.order)),
        unseen=_unseen(evidence),
    )


def _unseen(evidence: Evidence) -> dict[int, str]:
    cases = [evidence.cases[name] for name in sorted(evidence.proved)]
    unseen = {15: "needs to solve", 17: "needs to solve"}
    if missing := sorted(set(evidence.catalog.rosters) - set(evidence.cases)):
        for number in (3, 13, 14):
            unseen[number] = f"without a lock: {', '.join(missing)}"
    if without := [case.roster.name for case in cases if case.before is None]:
        unseen[10] = f"no earlier lock of {', '.join(without)} to compare with"
    if any(installed(lane.zone) is None for case in cases for lane in case.roster.lanes):
        unseen[11] = NO_DATABASE
    return dict(sorted(unseen.items()))
