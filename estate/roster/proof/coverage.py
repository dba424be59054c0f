"""Invariant 1: somebody is on at every instant that the roster promises."""

from collections.abc import Iterator

from estate.catalog.roster import format_instant
from estate.roster.proof.evidence import Case
from estate.roster.proof.intervals import Interval, without
from estate.roster.proof.violation import Violation, span


def gaps(case: Case) -> Iterator[Violation]:
    """Each stretch with nobody on, exactly."""
    for start, end in without(_promised(case), ((turn.start, turn.end) for turn in case.turns)):
        text = f"nobody is on from {format_instant(start)} to {format_instant(end)}, for {span(end - start)}"
        yield Violation(invariant=1, roster=case.roster.name, at=start, text=text, source=f"coverage: {case.roster.coverage}")


def _promised(case: Case) -> list[Interval]:
    if case.roster.coverage == "always":
        return [case.bounds]
    return [case.slot(lane, day) for lane in case.roster.lanes for day in case.dates if case.heads(lane, day)]
