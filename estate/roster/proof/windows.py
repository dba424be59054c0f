"""Invariant 14: work on a service of tier 1 has a named owner who is on shift.

The owner is on shift when the window opens. A window may be longer than a shift: then the owner's roster has somebody on
until it closes, who takes it over at the hand-off.
"""

from collections.abc import Iterator
from datetime import datetime

from estate.catalog.maintenance import MaintenanceWindow
from estate.catalog.roster import format_instant
from estate.roster.proof.clock import instant, pinned
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.intervals import Interval, without
from estate.roster.proof.turns import Turn
from estate.roster.proof.violation import Violation


def tier_one_windows(evidence: Evidence) -> Iterator[Violation]:
    """Windows of tier 1 without an owner, or whose owner is not there. Windows beyond the owner's horizon wait for the next one."""
    for window in evidence.catalog.maintenance:
        if any(evidence.catalog.services[service].tier == 1 for service in window.services):
            yield from _window(evidence, window)


def window_interval(window: MaintenanceWindow) -> Interval:
    """From its start to its end on the clock of its zone, in UTC."""
    zone, wall = pinned(window.zone), datetime.fromisoformat(window.start)
    return instant(wall, zone), instant(wall + window.length, zone)


def _window(evidence: Evidence, window: MaintenanceWindow) -> Iterator[Violation]:
    start, end = window_interval(window)
    owner = window.owner
    if owner is None:
        text = f"{window.name} concerns {', '.join(window.services)}, of tier 1, and names no owner"
        yield _said(text, start, roster=_on_at(evidence, start))
        return
    cases = [case for case in evidence.cases.values() if owner in case.members and case.roster.duty == "shift"]
    if not cases:
        yield _said(f"{window.name} names {owner}, who works in no roster of shifts", start, who=owner)
    for case in cases:
        if case.bounds[0] <= start and end <= case.bounds[1]:
            yield from _staffed(case, window, owner, (start, end))


def _staffed(case: Case, window: MaintenanceWindow, owner: str, open_for: Interval) -> Iterator[Violation]:
    start, end = open_for
    at_start = [turn for turn in case.turns if turn.start <= start < turn.end]
    if owner not in {turn.who for turn in at_start}:
        text = f"{window.name} opens {format_instant(start)}, when {owner} is not on shift; {_people(at_start)} is"
        yield _said(text, start, who=owner, roster=case.roster.name)
    for since, until in without([(start, end)], ((turn.start, turn.end) for turn in case.turns)):
        text = f"{window.name} is open and nobody is on shift from {format_instant(since)} to {format_instant(until)}"
        yield _said(text, since, who=owner, roster=case.roster.name)


def _on_at(evidence: Evidence, at: datetime) -> str:
    """The roster of shifts that has somebody on then; whom one would ask."""
    on = (name for name, case in evidence.cases.items() if case.roster.duty == "shift" and case.bounds[0] <= at < case.bounds[1])
    return next(on, "")


def _people(turns: list[Turn]) -> str:
    return " and ".join(sorted(turn.who for turn in turns)) or "nobody"


def _said(text: str, at: datetime, *, who: str | None = None, roster: str = "") -> Violation:
    return Violation(invariant=14, roster=roster, at=at, who=who, text=text, source="maintenance.yaml")
