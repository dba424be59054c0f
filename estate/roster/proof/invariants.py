"""The table: what is proved of every roster, by number."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from estate.roster.proof import (
    anchors,
    belonging,
    blocks,
    changes,
    coverage,
    double_booking,
    escalation,
    hours,
    overrides,
    presence,
    published,
    rest,
    staffing,
    weekends,
    windows,
)
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.violation import Violation

Judge = Callable[[Evidence], Iterator[Violation]]


@dataclass(frozen=True, kw_only=True)
class Invariant:
    """What must hold, and the functions that look whether it does."""

    number: int
    title: str
    judges: tuple[Judge, ...] = ()
    """None: it takes solving, which the prover does not do; see `losses`."""


def _each(judge: Callable[[Case], Iterator[Violation]]) -> Judge:
    """Of every roster that is proved."""

    def judged(evidence: Evidence) -> Iterator[Violation]:
        for case in evidence.cases.values():
            if case.roster.name in evidence.proved:
                yield from judge(case)

    return judged


def _invariant(number: int, title: str, *judges: Judge) -> Invariant:
    return Invariant(number=number, title=title, judges=judges)


INVARIANTS: tuple[Invariant, ...] = (
    _invariant(1, "every instant is covered", _each(coverage.gaps)),
    _invariant(2, "each lane has its heads, of the right region and skills", _each(staffing.heads_and_people)),
    _invariant(3, "nobody is in two places at once, over all rosters", double_booking.double_bookings),
    _invariant(4, "rest in elapsed time, over the horizon's edge", _each(rest.rest), rest.rest_after_call_outs),
    _invariant(
        5, "hours a day, a week and on average; days in a row", *map(_each, (hours.daily, hours.weekly, hours.average, hours.consecutive))
    ),
    _invariant(6, "nobody works in an absence, before joining, after leaving", _each(presence.presence)),
    _invariant(7, "weekend days a calendar month, on each person's calendar", _each(weekends.weekend_days)),
    _invariant(8, "weekly blocks; no quick return", *map(_each, (blocks.weekly_blocks, blocks.whole_weeks, blocks.quick_returns))),
    _invariant(9, "whoever stands in is agreed, able and rested", _each(overrides.overrides)),
    _invariant(10, "published weeks stay; changes within the budget", _each(changes.changes)),
    _invariant(11, "clocks resolve alike in every time zone database", _each(anchors.anchors)),
    _invariant(12, "what is published says the same as the lock", _each(published.rotations), _each(published.forms)),
    _invariant(13, "each level of an escalation has somebody else", escalation.escalations),
    _invariant(14, "work on tier 1 has a named owner on shift", windows.tier_one_windows),
    _invariant(15, "each person can be lost, or the conflict is named"),
    _invariant(16, "the lock is the answer to this catalog", belonging.belonging),
    _invariant(17, "what cannot be solved is a named conflict"),
)

BY_NUMBER: Mapping[int, Invariant] = {invariant.number: invariant for invariant in INVARIANTS}
