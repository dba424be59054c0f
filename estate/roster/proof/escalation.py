"""Invariant 13: at every instant each level of an escalation has somebody, and no two levels the same person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from estate.catalog.roster import format_instant
from estate.catalog.team import OnCall
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.intervals import Interval
from estate.roster.proof.violation import Violation

People = frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """From `start` to `end` the same people are on, on each level."""

    start: datetime
    end: datetime
    levels: tuple[tuple[str, People], ...]
    """Roster and people, in the order in which they are called."""


def escalations(evidence: Evidence) -> Iterator[Violation]:
    """For each distinct chain of rosters once; the teams that use it are named."""
    chains: dict[tuple[str | None, tuple[str, ...]], list[str]] = {}
    for team in evidence.catalog.teams.values():
        if team.on_call:
            chains.setdefault((team.on_call.in_hours, team.on_call.levels), []).append(team.name)
    for teams in chains.values():
        on_call = evidence.catalog.teams[teams[0]].on_call
        if on_call and all(roster in evidence.cases for roster in _rosters(on_call)):
            yield from _chain(evidence, on_call, teams)


def _rosters(on_call: OnCall) -> tuple[str, ...]:
    return (*((on_call.in_hours,) if on_call.in_hours else ()), *on_call.levels)


def _chain(evidence: Evidence, on_call: OnCall, teams: Sequence[str]) -> Iterator[Violation]:
    cases = [evidence.cases[roster] for roster in _rosters(on_call)]
    for found in _joined(_stretches(cases), in_hours=on_call.in_hours):
        start, end, roster, who, text = found
        words = f"{text} until {format_instant(end)}, for {', '.join(teams)}"
        yield Violation(invariant=13, roster=roster, at=start, who=who, text=words, source="on_call.levels")


Fault = tuple[str, str | None, str]
"""The roster, the person, and what is wrong."""


def _joined(stretches: Iterator[Stretch], *, in_hours: str | None) -> Iterator[tuple[datetime, datetime, str, str | None, str]]:
    """The faults with the longest stretches over which they last."""
    open_faults: dict[Fault, Interval] = {}
    for stretch in stretches:
        faults = set(_faults(stretch, in_hours=in_hours))
        for fault in [fault for fault in open_faults if fault not in faults]:
            yield (*open_faults.pop(fault), *fault)
        for fault in sorted(faults, key=str):
            start = open_faults[fault][0] if fault in open_faults else stretch.start
            open_faults[fault] = (start, stretch.end)
    for fault, interval in open_faults.items():
        yield (*interval, *fault)


def _faults(stretch: Stretch, *, in_hours: str | None) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for roster, people in stretch.levels:
        if not people and roster != in_hours:
            yield roster, None, f"level {roster} has nobody"
        for who in people:
            if who in seen:
                yield roster, who, f"{who} is called by {seen[who]} and again by {roster}"
            seen.setdefault(who, roster)


def _stretches(cases: Sequence[Case]) -> Iterator[Stretch]:
    """Over the horizon that all of the rosters share."""
    since, until = max(case.bounds[0] for case in cases), min(case.bounds[1] for case in cases)
    events = sorted(
        (at, place, turn.who, change)
        for place, case in enumerate(cases)
        for turn in case.turns
        for at, change in ((turn.start, 1), (turn.end, -1))
    )
    edges = sorted({since, until, *(event[0] for event in events if since < event[0] < until)}) if since < until else []
    on: list[Counter[str]] = [Counter() for _ in cases]
    at = 0
    for start, end in pairwise(edges):
        while at < len(events) and events[at][0] <= start:
            on[events[at][1]][events[at][2]] += events[at][3]
            at += 1
        crowds = (frozenset(who for who, count in crowd.items() if count) for crowd in on)
        yield Stretch(start=start, end=end, levels=tuple(zip((case.roster.name for case in cases), crowds, strict=True)))
