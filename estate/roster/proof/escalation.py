"""Invariant 13: at every instant each level of an escalation has somebody, and no two levels the same person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from estate.catalog.roster import format_instant
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


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong on a level; `rosters` begins with the level's own."""

    rosters: tuple[str, ...]
    who: str | None
    text: str


def escalations(evidence: Evidence) -> Iterator[Violation]:
    """For each distinct chain of rosters once; the teams that use it are named."""
    chains: dict[tuple[str | None, tuple[str, ...]], list[str]] = {}
    for team in evidence.catalog.teams.values():
        if team.on_call:
            chains.setdefault((team.on_call.in_hours, team.on_call.levels), []).append(team.name)
    for (in_hours, levels), teams in chains.items():
        rosters = (in_hours, *levels) if in_hours else levels
        if all(roster in evidence.cases for roster in rosters):
            yield from _chain(evidence, [evidence.cases[roster] for roster in rosters], in_hours, teams)


def _chain(evidence: Evidence, cases: Sequence[Case], in_hours: str | None, teams: Sequence[str]) -> Iterator[Violation]:
    """Over the horizon that the levels share; the roster of office hours may have nobody on."""
    levels = [case for case in cases if case.roster.name != in_hours]
    since, until = max(case.bounds[0] for case in levels), min(case.bounds[1] for case in levels)
    for (start, end), fault in _lasting(_stretches(cases, since, until), in_hours=in_hours):
        text = f"{fault.text} until {format_instant(end)}, for {', '.join(teams)}"
        roster = evidence.answerable(*fault.rosters)
        yield Violation(invariant=13, roster=roster, at=start, who=fault.who, text=text, source="on_call.levels")


def _lasting(stretches: Iterator[Stretch], *, in_hours: str | None) -> Iterator[tuple[Interval, Fault]]:
    """Each fault with how long it lasts."""
    lasting: dict[Fault, Interval] = {}
    for stretch in stretches:
        faults = list(_faults(stretch, in_hours=in_hours))
        for fault in [fault for fault in lasting if fault not in faults]:
            yield lasting.pop(fault), fault
        for fault in faults:
            start = lasting[fault][0] if fault in lasting else stretch.start
            lasting[fault] = (start, stretch.end)
    yield from ((interval, fault) for fault, interval in lasting.items())


def _faults(stretch: Stretch, *, in_hours: str | None) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for roster, people in stretch.levels:
        if not people and roster != in_hours:
            yield Fault(rosters=(roster,), who=None, text=f"level {roster} has nobody")
        for who in sorted(people):
            if who in seen:
                yield Fault(rosters=(roster, seen[who]), who=who, text=f"{who} is called by {seen[who]} and again by {roster}")
            seen.setdefault(who, roster)


def _stretches(cases: Sequence[Case], since: datetime, until: datetime) -> Iterator[Stretch]:
    """From each change on any level to the next."""
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
