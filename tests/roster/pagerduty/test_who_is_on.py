"""Whoever the lock plans is on at PagerDuty, before, while and after the lock changes."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from estate.catalog.roster import Roster
from estate.roster.lock import Lock
from estate.roster.pagerduty.zones import unknown_zones
from estate.roster.schedule_names import schedule_name, seats
from tests.roster.handmade import (
    AFTERNOON,
    MONDAY,
    MORNING,
    NIGHT,
    a_lock,
    a_roster,
    everybody_in_turn,
    people_of,
    replaced,
    rosters_of_all_kinds,
    whoever_is_planned,
)
from tests.roster.pagerduty import registered
from tests.roster.pagerduty.layer_rules import Counting, Layers
from tests.roster.pagerduty.shift_rules import Shifts, Through


def _known(roster: Roster) -> Roster:
    """Without the lanes whose clock PagerDuty lacks."""
    return roster.model_copy(update={"lanes": tuple(lane for lane in roster.lanes if not list(unknown_zones(lane.zone)))})


KINDS = {name: _known(roster) for name, roster in rosters_of_all_kinds().items()}
WEEK = timedelta(weeks=1)
QUARTER = timedelta(minutes=15)
BEFORE = datetime(2026, 11, 1, tzinfo=UTC)
WITH_THE_SUN = a_roster([MORNING, AFTERNOON, NIGHT], weeks=16)
NAME_OF_THE_MORNING = "Operations - morning"
CHANGE = MONDAY + 5 * WEEK
MEANWHILE = datetime(2026, 12, 9, 6, 30, tzinfo=UTC)
"""In the fourth week, in the middle of a morning."""
LATER = datetime(2027, 1, 13, 6, 30, tzinfo=UTC)
"""Weeks after the change, when what it bounded is over."""


def around_every_boundary(lock: Lock) -> list[datetime]:
    """A quarter of an hour before and after, and at, every start and end of a shift."""
    edges = {edge for shift in lock.shifts for edge in (shift.start, shift.end)}
    first, last = min(edges), max(edges)
    near = {edge + step * QUARTER for edge in edges for step in (-1, 0, 1)}
    return sorted(at for at in near if first <= at < last)


def changed() -> tuple[Lock, Lock]:
    """A lock, and one in which others have the mornings from the sixth week on."""
    old = everybody_in_turn(WITH_THE_SUN)
    new = replaced(old, since=CHANGE, members={"morning": ("plane", "cedar")})
    return a_lock(WITH_THE_SUN, old), a_lock(WITH_THE_SUN, new)


def wrong_at_layers(made: Mapping[str, Layers], roster: Roster, lock: Lock, *, since: datetime = BEFORE) -> Iterator[str]:
    """Where another one is on than the lock plans."""
    ids = {name: person.pagerduty for name, person in people_of(roster).items()}
    planned = whoever_is_planned(lock)
    for seat in seats(roster):
        for at in [at for at in around_every_boundary(lock) if at >= since]:
            who = planned[seat.lane, seat.seat].get(at)
            if made[schedule_name(seat)].on(at) != (who and ids[who]):
                yield f"{schedule_name(seat)} at {at}: {made[schedule_name(seat)].on(at)}, planned is {who}"


def wrong_at_shifts(made: Shifts, lock: Lock, lanes: set[str]) -> Iterator[str]:
    """Where another one is on in these lanes than the lock plans; they are known by who works them."""
    ids = {name: person.pagerduty for name, person in people_of(WITH_THE_SUN).items()}
    planned = whoever_is_planned(lock)
    for at in around_every_boundary(lock):
        expected = sorted(ids[who] or "" for (lane, _), whoever in planned.items() if lane in lanes and (who := whoever.get(at)))
        if sorted(made.on(at)) != expected:
            yield f"at {at}: {made.on(at)}, planned are {expected}"


def layers_of(roster: Roster, *applied: tuple[Lock, datetime], counting: Counting = "elapsed") -> dict[str, Layers]:
    """The schedules after these locks were applied at these instants."""
    made: dict[str, Layers] = {}
    for lock, now in applied:
        for name, inputs in registered.layers(roster, lock).items():
            made.setdefault(name, Layers(counting)).apply(inputs, now=now)
    return made


@pytest.mark.parametrize("counting", ["elapsed", "clock"])
@pytest.mark.parametrize("kind", KINDS)
def test_whoever_is_planned_is_on_in_the_schedules_of_layers(kind: str, counting: Counting) -> None:
    lock = a_lock(KINDS[kind])
    made = layers_of(KINDS[kind], (lock, BEFORE), counting=counting)
    assert not list(wrong_at_layers(made, KINDS[kind], lock))


def test_a_schedule_that_is_made_late_begins_with_whose_turn_it_is() -> None:
    lock = a_lock(WITH_THE_SUN)
    made = layers_of(WITH_THE_SUN, (lock, MEANWHILE))
    assert not list(wrong_at_layers(made, WITH_THE_SUN, lock, since=MEANWHILE))


@pytest.mark.parametrize("counting", ["elapsed", "clock"])
def test_a_change_of_the_lock_moves_those_whom_it_names_and_nobody_else(counting: Counting) -> None:
    before, after = changed()
    made = layers_of(WITH_THE_SUN, (before, BEFORE), (after, MEANWHILE), counting=counting)
    assert not list(wrong_at_layers(made, WITH_THE_SUN, after))


def test_an_unrelated_edit_after_a_rotation_was_replaced_moves_nobody() -> None:
    before, after = changed()
    made = layers_of(WITH_THE_SUN, (before, BEFORE), (after, MEANWHILE), (after, LATER))
    assert not list(wrong_at_layers(made, WITH_THE_SUN, after))
    assert not sum(schedule.rewritten for schedule in made.values())


def test_what_has_begun_stays_as_it_is_and_where_it_is() -> None:
    before, after = (registered.layers(WITH_THE_SUN, lock) for lock in changed())
    assert {name: after[name]["layers"][: len(inputs["layers"])] for name, inputs in before.items()} == {
        name: inputs["layers"] for name, inputs in before.items()
    }
    assert len(after[NAME_OF_THE_MORNING]["layers"]) == 14


def test_were_old_layers_ended_every_later_run_would_write_over_those_that_are_on() -> None:
    """The reason for layers without an end; and a proof that these rules see it."""
    before, after = (registered.layers(WITH_THE_SUN, lock)[NAME_OF_THE_MORNING] for lock in changed())
    ended = deepcopy(dict(after))
    for old, new in zip(ended["layers"][:7], ended["layers"][7:], strict=True):
        old["end"] = new["start"]
    schedule = Layers()
    for inputs, now in ((before, BEFORE), (ended, MEANWHILE), (ended, LATER), (ended, LATER + WEEK)):
        schedule.apply(inputs, now=now)
    bounded, over = 7, 7
    assert schedule.rewritten == bounded + 2 * over


def test_were_people_edited_in_place_everybody_would_move() -> None:
    before, _ = changed()
    inputs = registered.layers(WITH_THE_SUN, before)[NAME_OF_THE_MORNING]
    edited: dict[str, Any] = deepcopy(dict(inputs))
    edited["layers"][0]["users"].append("PNEWONE")
    schedule, untouched = Layers(), Layers()
    for one, then in ((schedule, edited), (untouched, inputs)):
        one.apply(inputs, now=BEFORE)
        one.apply(then, now=MEANWHILE)
    assert [at for at in around_every_boundary(before) if at > MEANWHILE and schedule.on(at) != untouched.on(at)]


def test_whoever_is_planned_is_on_in_the_shift_based_schedule() -> None:
    lock = a_lock(WITH_THE_SUN)
    (inputs,) = registered.shifts(WITH_THE_SUN, lock).values()
    assert len(inputs["rotations"]) == 21
    made = Shifts()
    made.apply(inputs, now=BEFORE)
    assert not list(wrong_at_shifts(made, lock, {"morning", "afternoon", "night"}))


@pytest.mark.parametrize("through", ["api", "provider"])
def test_a_change_of_the_mornings_moves_nobody_of_the_other_shifts(through: Through) -> None:
    before, after = changed()
    made = Shifts(through)
    for lock, now in ((before, BEFORE), (after, MEANWHILE), (after, LATER)):
        (inputs,) = registered.shifts(WITH_THE_SUN, lock).values()
        made.apply(_without_mornings(inputs), now=now)
    assert not list(wrong_at_shifts(made, after, {"afternoon", "night"}))


def _without_mornings(inputs: Mapping[str, Any]) -> dict[str, Any]:
    kept = [one for one in inputs["rotations"] if NAME_OF_THE_MORNING not in one["events"][0]["name"]]
    return {**inputs, "rotations": kept}


def test_the_api_bounds_a_shift_without_moving_anybody_and_the_provider_does_not() -> None:
    """The reason why nothing pages from shift-based schedules yet."""
    before, after = changed()
    wrong: dict[Through, list[str]] = {}
    for through in ("api", "provider"):
        made = Shifts(through)
        for lock, now in ((before, BEFORE), (after, MEANWHILE)):
            (inputs,) = registered.shifts(WITH_THE_SUN, lock).values()
            made.apply(inputs, now=now)
        wrong[through] = list(wrong_at_shifts(made, after, {"morning", "afternoon", "night"}))
    assert not wrong["api"]
    assert wrong["provider"]
