"""Invariant 12: what is published says the same as the lock: its rotations with the overrides, calendars, vendors."""

from collections import defaultdict
from collections.abc import Iterator

from estate.catalog.roster import format_instant
from estate.roster.lock import Rotation, Shift
from estate.roster.proof.agreement import differences
from estate.roster.proof.evidence import Case, Form
from estate.roster.proof.violation import Violation

Seat = tuple[str, str, int]
"""A lane, a weekday, a seat."""


def rotations(case: Case) -> Iterator[Violation]:
    """Exactly one rotation says who is planned for each shift, and none says it where no shift is."""
    seats: defaultdict[Seat, list[Rotation]] = defaultdict(list)
    for rotation in case.lock.rotations:
        seats[rotation.lane, rotation.weekday, rotation.seat].append(rotation)
    for shift in case.lock.shifts:
        said = [who for one in seats[shift.lane, f"{shift.date:%A}".lower(), shift.seat] if (who := one.on(shift.date))]
        if said != [shift.planned]:
            yield _otherwise(case, shift, said)
    yield from _idle(case)


def _otherwise(case: Case, shift: Shift, said: list[str]) -> Violation:
    planned = "" if shift.planned == shift.who else f", in for {shift.planned}"
    text = f"the {shift.lane} of {shift.date} has {shift.who}{planned}; the rotations say {' and '.join(said) or 'nobody'}"
    return Violation(invariant=12, roster=case.roster.name, at=shift.start, who=shift.who, text=text)


def _idle(case: Case) -> Iterator[Violation]:
    """Rotations of lanes, seats and weekdays that the roster does not have."""
    for rotation in case.lock.rotations:
        lane = case.lanes.get(rotation.lane)
        mistaken = f"{rotation.since:%A}".lower() != rotation.weekday
        if lane is None or mistaken or rotation.seat > case.heads(lane, rotation.since):
            why = f"{rotation.since} is a {rotation.since:%A}" if mistaken else "the roster has no such seat"
            text = f"a rotation takes seat {rotation.seat} of {rotation.lane} on {rotation.weekday}s from {rotation.since}; {why}"
            yield Violation(invariant=12, roster=case.roster.name, text=text)


def forms(case: Case) -> Iterator[Violation]:
    """Every stretch on which a calendar or a vendor shows somebody else."""
    for form in case.forms:
        for one in differences(case.lock, form.rendered, part=form.part):
            until = format_instant(one.end)
            text = f"{form.name} has {_people(one.rendered)} until {until}; the lock has {_people(one.locked)}"
            who = next(iter(sorted(one.locked ^ one.rendered)), None)
            yield Violation(invariant=12, roster=case.roster.name, at=one.start, who=who, text=_of(form, text))


def _of(form: Form, text: str) -> str:
    return f"{text} (lane {form.part.lane})" if form.part.lane else text


def _people(names: frozenset[str]) -> str:
    return " and ".join(sorted(names)) or "nobody"
