"""What is solved keeps what is asked for; each expectation is counted from the shifts alone."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from estate.catalog.roster import CallOut, Override, RestAfterCallOut, Roster, Wish
from estate.errors import InputError
from estate.roster.lock import Lock, format_lock
from estate.roster.rotations import rendered
from estate.roster.solver.problem import pose
from estate.roster.solver.solve import Solution, solve
from tests.roster.solver.teams import NO_MATTER, catalog, facts, is_away, plain, planned_work, posed, reference, solved

DAY = timedelta(days=1)


def who(lock: Lock, lane: str, day: str) -> str:
    return next(shift.who for shift in lock.shifts if shift.lane == lane and str(shift.date) == day)


def days_of(lock: Lock, person: str) -> set[date]:
    return {shift.date for shift in lock.shifts if shift.who == person}


def test_the_reference_team_is_solved_and_there_is_nothing_better() -> None:
    answer = solved(reference()).lock.answer
    assert (answer.status, answer.cost) == ("optimal", answer.bound)


def test_every_lane_has_one_person_every_day() -> None:
    counts = Counter((shift.lane, shift.date) for shift in solved(plain()).lock.shifts)
    assert len(counts) == 4 * 7 * 3
    assert set(counts.values()) == {1}


def test_the_same_roster_gives_the_same_bytes() -> None:
    assert format_lock(solved(plain()).lock) == format_lock(solved(plain()).lock)


def test_whoever_is_away_has_no_shift() -> None:
    roster = plain(absences=(is_away("ceiba", "2026-11-18", "2026-11-22"),))
    away = {date(2026, 11, 18) + count * DAY for count in range(5)}
    assert not days_of(solved(roster).lock, "ceiba") & away


def test_whoever_joins_late_starts_late() -> None:
    members = tuple(one.model_copy(update={"joins": date(2026, 11, 25)}) if one.person == "cedar" else one for one in plain().members)
    assert min(days_of(solved(plain(members=members)).lock, "cedar"), default=date(2027, 1, 1)) >= date(2026, 11, 25)


def test_an_override_is_done_and_the_rotation_keeps_the_plan() -> None:
    first = solved(plain()).lock
    planned = who(first, "night", "2026-11-20")
    other = next(person for person in ("ahuehuete", "ceiba", "mesquite") if date(2026, 11, 20) not in days_of(first, person))
    override = Override.model_validate(
        {"lane": "night", "date": "2026-11-20", "person": other, "instead_of": planned, "why": "swap"},
    )
    lock = solved(plain(overrides=(override,))).lock
    (shift,) = [one for one in lock.shifts if one.lane == "night" and one.date == override.date]
    assert (shift.who, shift.instead_of, shift.why) == (other, planned, "swap")
    told = rendered(lock.rotations, first=date(2026, 11, 16), end=date(2026, 12, 14))
    assert told == {one.key: one.planned for one in lock.shifts}


def test_nobody_is_on_in_two_rosters_at_once() -> None:
    other = solved(plain(name="other")).lock
    lock = solved(plain(), locks={"other": other}).lock
    spans = defaultdict(list)
    for shift in (*other.shifts, *lock.shifts):
        spans[shift.who].append((shift.works_from, shift.end))
    for theirs in spans.values():
        assert all(end <= start for (_, end), (start, _) in pairwise(sorted(theirs)))


def test_after_a_call_out_on_standby_the_next_shift_waits() -> None:
    night = next(shift for shift in solved(plain()).lock.shifts if shift.lane == "night")
    call = CallOut(person=night.who, start=night.start - timedelta(hours=6), end=night.start - timedelta(hours=5))
    everything = replace(facts(plain()), rosters={"operations": plain(), "platform": called_out(call)})
    again = solve(pose(plain(), everything, locks={}, old=None), everything)
    assert isinstance(again, Solution)
    assert who(again.lock, "night", str(night.date)) != night.who


def called_out(call: CallOut) -> Roster:
    """A standby roster one of whose people was called."""
    rest = RestAfterCallOut(kind="rest_after_call_out", at_least=timedelta(hours=11), source="a test")
    member = standby().members[0].model_copy(update={"person": call.person, "region": "everywhere"})
    return standby().model_copy(update={"call_outs": (call,), "rules": (rest,), "members": (member,)})


def test_published_weeks_stay_although_the_wishes_change() -> None:
    before = solved(plain()).lock
    frozen = date(2026, 11, 30)
    wish = Wish.model_validate({"person": "cedar", "first": "2026-11-16", "last": "2026-12-13", "wants": "off"})
    after = solved(plain(frozen_until=frozen, wishes=(wish,)), old=before).lock
    assert [shift for shift in after.shifts if shift.date < frozen] == [shift for shift in before.shifts if shift.date < frozen]


def test_frozen_weeks_without_a_lock_are_refused() -> None:
    with pytest.raises(InputError, match="the weeks before 2026-11-30 are frozen, but no lock has them"):
        posed(plain(frozen_until=date(2026, 11, 30)))


def test_solving_again_changes_nothing() -> None:
    first = solved(plain())
    again = solved(plain(), old=first.lock)
    assert again.moved == ()
    assert again.lock.shifts == first.lock.shifts


def test_an_absence_changes_no_more_than_it_must_and_remembers_who_it_was() -> None:
    before = solved(plain()).lock
    had = [shift for shift in before.shifts if shift.who == "mesquite" and shift.date < date(2026, 11, 23)]
    again = solved(plain(absences=(is_away("mesquite", "2026-11-16", "2026-11-22"),)), old=before)
    changed = [shift for shift in again.lock.shifts if shift.was]
    assert {shift.key for shift in had} <= {shift.key for shift in changed}
    assert again.disturbance >= len(had)
    assert all(shift.was[-1] == next(one.who for one in before.shifts if one.key == shift.key) for shift in changed)


def standby(*, heads: int = 1) -> Roster:
    roster = catalog().rosters["platform"]
    lanes = tuple(lane.model_copy(update={"heads": heads, "heads_on": {"saturday": 1, "sunday": 1}}) for lane in roster.lanes)
    horizon = roster.horizon.model_copy(update={"weeks": 6})
    return roster.model_copy(update={"lanes": lanes, "overrides": (), "horizon": horizon, "fairness": NO_MATTER})


def test_on_standby_a_week_belongs_to_one_person_in_each_seat() -> None:
    rules = tuple(rule for rule in standby().rules if rule.kind == "whole_week")
    lock = solved(standby(heads=2).model_copy(update={"rules": rules})).lock
    weeks = defaultdict(set)
    for shift in lock.shifts:
        weeks[shift.date - shift.date.weekday() * DAY, shift.seat].add(shift.who)
    assert len(weeks) == 2 * 6
    assert all(len(people) == 1 for people in weeks.values())


@pytest.mark.parametrize("owner", ["cedar", "plane", "olive"])
def test_whoever_answers_for_planned_work_of_tier_one_is_on_shift_when_it_opens(owner: str) -> None:
    roster = plain()
    known = replace(facts(roster), maintenance=(planned_work(owner, "2026-11-25T09:30"),))
    found = solve(pose(roster, known, locks={}, old=None), known)
    assert isinstance(found, Solution)
    assert who(found.lock, "morning", "2026-11-25") == owner
