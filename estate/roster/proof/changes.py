"""Invariant 10: against an earlier lock, published weeks stay and the rest changes no more than the budget allows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from estate.roster.lock import Lock, Shift
from estate.roster.proof.evidence import Case
from estate.roster.proof.violation import Violation

PersonDay = tuple[str, date]
"""Somebody, and a date of the lanes."""


def changes(case: Case) -> Iterator[Violation]:
    """Nothing to say without an earlier lock. Overrides are agreed one by one and count as no change."""
    if case.before is None:
        return
    yield from _thawed(case, case.before)
    changed = changed_person_days(case, case.before)
    if len(changed) > case.roster.disturbance_budget:
        budget = case.roster.disturbance_budget
        who, day = changed[budget]
        at = min(shift.start for shift in (*case.lock.shifts, *case.before.shifts) if (_rostered(shift), shift.date) == (who, day))
        text = f"{len(changed)} person-days change; the budget is {budget}, and {who} on {day} is the first beyond it"
        yield Violation(invariant=10, roster=case.roster.name, at=at, who=who, text=text, source="disturbance_budget")


def changed_person_days(case: Case, before: Lock) -> list[PersonDay]:
    """Who works something else on which date than before, of those who are there on it; by date. Frozen dates are not asked."""
    old, new = _days(before), _days(case.lock)
    shared = {day for day in _dates(before) & _dates(case.lock) if not _is_frozen(case, day)}
    found = {key for key in old.keys() | new.keys() if key[1] in shared and old.get(key) != new.get(key) and _is_there(case, *key)}
    return sorted(found, key=lambda key: (key[1], key[0]))


def _days(lock: Lock) -> Mapping[PersonDay, frozenset[str]]:
    """What each person has on each date."""
    days: defaultdict[PersonDay, set[str]] = defaultdict(set)
    for shift in lock.shifts:
        days[_rostered(shift), shift.date].add(shift.lane)
    return {key: frozenset(lanes) for key, lanes in days.items()}


def _rostered(shift: Shift) -> str:
    """Who had it before anybody agreed to stand in."""
    return shift.who if shift.why == "rotation" else shift.planned


def _dates(lock: Lock) -> set[date]:
    return {shift.date for shift in lock.shifts}


def _is_frozen(case: Case, day: date) -> bool:
    return case.roster.frozen_until is not None and day < case.roster.frozen_until


def _is_there(case: Case, who: str, day: date) -> bool:
    member = case.members.get(who)
    if member is None or (member.joins and day < member.joins) or (member.leaves and day >= member.leaves):
        return False
    return not any(one.person == who and one.first <= day <= one.last for one in case.roster.absences)


def _thawed(case: Case, before: Lock) -> Iterator[Violation]:
    """Shifts of the frozen dates that are not as they were."""
    until = case.roster.frozen_until
    if until is None:
        return
    old = {shift.key: shift for shift in before.shifts if shift.date < until}
    new = {shift.key: shift for shift in case.lock.shifts if shift.date < until}
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if key[1] >= case.first and not (was and now and _same(was, now)):
            shift = now or old[key]
            text = f"the {shift.lane} of {shift.date} is published with {_whom(was)} and has {_whom(now)}; frozen until {until}"
            yield Violation(invariant=10, roster=case.roster.name, at=shift.start, who=shift.who, text=text, source="frozen_until")


def _same(was: Shift, now: Shift) -> bool:
    """The same hours, and the same person unless somebody stands in for them."""
    person = now.who == was.who or (now.why != "rotation" and now.planned in (was.who, was.planned))
    return person and (was.start, was.end) == (now.start, now.end)


def _whom(shift: Shift | None) -> str:
    return shift.who if shift else "nobody"
