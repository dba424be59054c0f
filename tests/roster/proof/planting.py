"""Violations, planted in good locks by somebody who knows neither the solver nor the prover: one edit each.

When, who and in which roster are worked out on paper. In week 0 (1 to 7 March) ash has the day and birch the late lane, in
week 1 cedar and dogwood; the day starts at 06:00 UTC and is worked from 05:45, the late lane at 18:00, the standby at 05:00.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from estate.catalog.maintenance import MaintenanceWindow
from estate.roster.lock import Answer, Rotation, Shift, format_lock
from estate.roster.proof.agreement import Rendered
from estate.roster.proof.evidence import Form
from tests.roster.proof.situations import Situation, shift_of

HOUR = timedelta(hours=1)
Change = Callable[[Situation], Situation]


@dataclass(frozen=True, kw_only=True)
class Planting:
    """An edit, and the violation that it is: where `at` or `who` is None, nobody and no instant is to be named."""

    name: str
    invariant: int
    change: Change
    roster: str = "shop"
    at: str | None = None
    who: str | None = None
    words: str = ""
    """Numbers and names that the text must have."""


def march(day: int) -> date:
    return date(2027, 3, day)


def gone(roster: str, lane: str, day: date) -> Change:
    """The shift is missing."""
    return lambda situation: situation.with_shifts(roster, lambda shift: None if (shift.lane, shift.date) == (lane, day) else shift)


def edited(roster: str, lane: str, day: date, **update: object) -> Change:
    """The shift says something else; the rotations do not."""

    def edit(shift: Shift) -> Shift:
        return shift.model_copy(update=update) if (shift.lane, shift.date) == (lane, day) else shift

    return lambda situation: situation.with_shifts(roster, edit)


def works(who: str, *places: tuple[str, int], roster: str = "shop") -> Change:
    """The person has these lanes on these days of March."""
    return lambda situation: situation.with_who(roster, {(lane, march(day)): who for lane, day in places})


def also(roster: str, *shifts: Shift) -> Change:
    """There are more shifts."""

    def change(situation: Situation) -> Situation:
        lock = situation.locks[roster]
        return situation.with_lock(roster, lock.model_copy(update={"shifts": (*lock.shifts, *shifts)}))

    return change


def member(who: str, **update: object) -> Change:
    """A member of the shop is another one."""

    def change(situation: Situation) -> Situation:
        members = [one.model_dump(mode="json", exclude_none=True) for one in situation.catalog.rosters["shop"].members]
        return situation.with_roster("shop", members=[{**one, **(update if one["person"] == who else {})} for one in members])

    return change


def rule(kind: str, **limits: object) -> Change:
    """A rule of the shop has another limit."""
    return lambda situation: situation.with_rules("shop", **{kind: limits})


def roster(name: str = "shop", **changes: object) -> Change:
    return lambda situation: situation.with_roster(name, **changes)


def later_than_before(*changes: Change) -> Change:
    """The changes were made after the lock was published."""
    return lambda situation: both(*changes)(replace(situation, before=situation.locks))


def both(*changes: Change) -> Change:
    def change(situation: Situation) -> Situation:
        for one in changes:
            situation = one(situation)
        return situation

    return change


def agreed(who: str, lane: str, day: int, *, why: str = "cover") -> Change:
    """The roster's override and the lock's shift say that somebody stands in."""
    instead = shift_of(lane, march(day)).who
    override = {"lane": lane, "date": march(day).isoformat(), "person": who, "instead_of": instead, "why": why}
    return both(roster(overrides=[override]), edited("shop", lane, march(day), who=who, why=why, instead_of=instead))


def window(**update: object) -> Change:
    def change(situation: Situation) -> Situation:
        (only,) = situation.catalog.maintenance
        changed = MaintenanceWindow.model_validate({**only.model_dump(mode="json"), **update})
        return replace(situation, catalog=replace(situation.catalog, maintenance=(changed,)))

    return change


def rotated(change_them: Callable[[tuple[Rotation, ...]], Iterable[Rotation]]) -> Change:
    def change(situation: Situation) -> Situation:
        lock = situation.locks["shop"]
        return situation.with_lock("shop", lock.model_copy(update={"rotations": tuple(change_them(lock.rotations))}))

    return change


def calendar(who: str, lane: str, day: int) -> Change:
    """A calendar that has somebody else in one shift."""

    def change(situation: Situation) -> Situation:
        shown = [
            Rendered(person=who if (shift.lane, shift.date) == (lane, march(day)) else shift.who, start=shift.start, end=shift.end)
            for shift in situation.locks["shop"].shifts
        ]
        return replace(situation, forms={"shop": (Form(name="the calendar", rendered=tuple(shown)),)})

    return change


def answered(**update: object) -> Change:
    def change(situation: Situation) -> Situation:
        lock = situation.locks["shop"]
        answer = Answer.model_validate({**lock.answer.model_dump(), **update})
        return situation.with_lock("shop", lock.model_copy(update={"answer": answer}))

    return change


def other_bytes(situation: Situation) -> Situation:
    return replace(situation, contents={"shop": format_lock(situation.sealed("shop")).replace(" who", "  who").encode()})


def stale(situation: Situation) -> Situation:
    old = situation.with_lock("shop", situation.sealed("shop"))
    return replace(roster(disturbance_budget=31)(old), stale=frozenset({"shop"}))


def _moved(shift: Shift) -> Shift:
    """One hour of one day is given to the next, so that the sum of all hours stays."""
    if shift.lane == "day" and shift.date == march(11):
        return shift.model_copy(update={"end": shift.end - HOUR})
    if shift.lane == "day" and shift.date == march(12):
        return shift.model_copy(update={"start": shift.start - HOUR})
    return shift


def _second(shift: Shift, who: str) -> Shift:
    return shift.model_copy(update={"who": who, "seat": 2})


AFTER_CHANGE = datetime.fromisoformat("2027-04-01T18:00Z")
STANDBY_CALL = {"person": "cedar", "start": "2027-03-07T20:00Z", "end": "2027-03-07T22:00Z"}
AWAY = {"person": "ash", "first": "2027-03-03", "last": "2027-03-04", "reason": "a wedding"}
FIR_AWAY = {"person": "fir", "first": "2027-04-06", "last": "2027-04-06"}
BEFORE_HORIZON = {"lane": "day", "date": "2027-02-28", "person": "ash"}
COVER = {"lane": "late", "date": "2027-03-10", "person": "gum", "instead_of": "dogwood", "why": "cover"}

PLANTINGS = (
    Planting(name="a shift is gone", invariant=1, change=gone("shop", "late", march(10)), at="2027-03-10T18:00Z", words="for 12h"),
    Planting(
        name="an overlap makes up for a gap in the sum of hours",
        invariant=1,
        change=lambda situation: situation.with_shifts("shop", _moved),
        at="2027-03-11T17:00Z",
        words="for 1h",
    ),
    Planting(name="an office day is gone", invariant=1, roster="desk", change=gone("desk", "office", march(2)), at="2027-03-02T07:00Z"),
    Planting(
        name="two are on where one is needed",
        invariant=2,
        change=also("shop", _second(shift_of("late", march(10)), "gum")),
        at="2027-03-10T18:00Z",
        words="2 (dogwood, gum); expected 1",
    ),
    Planting(
        name="one person has two seats",
        invariant=2,
        change=both(
            roster(lanes=[{"name": "late", "zone": "Europe/Kyiv", "start": "20:00", "length": "12h", "regions": ["eu"], "heads": 2}]),
            also("shop", _second(shift_of("late", march(10)), "dogwood")),
        ),
        at="2027-03-10T18:00Z",
        who="dogwood",
        words="fills 2 seats",
    ),
    Planting(name="another region", invariant=2, change=works("fir", ("day", 10)), at="2027-03-10T06:00Z", who="fir", words="is in mx"),
    Planting(name="no skill", invariant=2, change=works("gum", ("day", 10)), at="2027-03-10T06:00Z", who="gum", words="lacks keys"),
    Planting(name="a stranger", invariant=2, change=works("elm", ("late", 10)), at="2027-03-10T18:00Z", who="elm", words="no member"),
    Planting(
        name="a shift behind the horizon",
        invariant=2,
        change=also("shop", shift_of("late", date(2027, 5, 10))),
        at="2027-05-10T17:00Z",
        who="birch",
        words="outside the horizon",
    ),
    Planting(
        name="on shift and on standby",
        invariant=3,
        change=works("ash", ("standby", 3), roster="backup"),
        at="2027-03-03T05:45Z",
        who="ash",
        words="standby of 2027-03-03 in backup",
    ),
    Planting(
        name="the handover begins while the other lane lasts",
        invariant=3,
        change=works("dogwood", ("day", 10)),
        at="2027-03-10T05:45Z",
        who="dogwood",
        words="for 15m",
    ),
    Planting(
        name="the clock change takes an hour of rest",
        invariant=4,
        change=rule("rest", at_least="11h"),
        at="2027-03-28T04:45Z",
        who="cedar",
        words="rests 10h45m",
    ),
    Planting(
        name="rest over the edge of the horizon",
        invariant=4,
        change=both(roster(earlier=[BEFORE_HORIZON]), rule("rest", at_least="12h")),
        at="2027-03-01T05:45Z",
        who="ash",
        words="rests 11h45m",
    ),
    Planting(
        name="no rest after a call-out",
        invariant=4,
        roster="backup",
        change=roster("backup", call_outs=[STANDBY_CALL]),
        at="2027-03-08T05:45Z",
        who="cedar",
        words="rests 7h45m before the day of 2027-03-08 in shop; at least 11h",
    ),
    Planting(
        name="a long day", invariant=5, change=rule("daily_hours", at_most="12h"), at="2027-03-01T05:45Z", who="ash", words="works 12h15m"
    ),
    Planting(
        name="two lanes in one day",
        invariant=5,
        change=works("gum", ("day", 13), ("late", 13)),
        at="2027-03-13T18:00Z",
        who="gum",
        words="works 24h15m on 2027-03-13; at most 13h",
    ),
    Planting(
        name="a long week",
        invariant=5,
        change=rule("weekly_hours", at_most="85h"),
        at="2027-03-07T05:45Z",
        who="ash",
        words="works 85h45m in the week of 2027-03-01; at most 85h",
    ),
    Planting(
        name="a law that begins in the middle of a week",
        invariant=5,
        change=rule("weekly_hours", at_most="80h", since="2027-03-10", until="2027-03-15"),
        at="2027-03-14T05:45Z",
        who="cedar",
        words="at most 80h",
    ),
    Planting(
        name="a shorter contract",
        invariant=5,
        change=member("ash", hours="42h"),
        at="2027-03-01T05:45Z",
        who="ash",
        words="works 85h45m in the 2 weeks from 2027-03-01; at most 84h",
    ),
    Planting(
        name="seven days in a row",
        invariant=5,
        change=rule("consecutive_days", at_most=6),
        at="2027-03-07T05:45Z",
        who="ash",
        words="7 days; at most 6",
    ),
    Planting(
        name="in an absence", invariant=6, change=roster(absences=[AWAY]), at="2027-03-03T06:00Z", who="ash", words="2027-03-04 (a wedding)"
    ),
    Planting(
        name="in an absence on the person's own calendar",
        invariant=6,
        change=both(roster(absences=[FIR_AWAY]), lambda situation: situation.with_who("shop", {("day", date(2027, 4, 7)): "fir"})),
        at="2027-04-07T05:00Z",
        who="fir",
        words="on 2027-04-06",
    ),
    Planting(name="before joining", invariant=6, change=member("birch", joins="2027-03-03"), at="2027-03-01T18:00Z", who="birch"),
    Planting(name="after leaving", invariant=6, change=member("dogwood", leaves="2027-03-10"), at="2027-03-10T18:00Z", who="dogwood"),
    Planting(
        name="too many weekend days",
        invariant=7,
        change=rule("weekends", at_most=3),
        at="2027-03-21T05:45Z",
        who="ash",
        words="4 weekend days in 2027-03; at most 3",
    ),
    Planting(
        name="too few weekend days",
        invariant=7,
        change=rule("weekends", at_least=1),
        at="2027-02-28T21:00Z",
        who="gum",
        words="0 weekend days in 2027-03; at least 1",
    ),
    Planting(
        name="two lanes in a week", invariant=8, change=works("ash", ("late", 5)), at="2027-03-05T18:00Z", who="ash", words="day and late"
    ),
    Planting(name="a week in two parts", invariant=8, change=works("cedar", ("day", 4)), at="2027-03-04T06:00Z", who="cedar"),
    Planting(
        name="a quick return",
        invariant=8,
        change=works("birch", ("day", 4)),
        at="2027-03-04T06:00Z",
        who="birch",
        words="late of 2027-03-03",
    ),
    Planting(
        name="a cover that was not made",
        invariant=9,
        change=roster(overrides=[COVER]),
        at="2027-03-10T18:00Z",
        who="gum",
        words="cover gives",
    ),
    Planting(
        name="a swap that nobody agreed to",
        invariant=9,
        change=edited("shop", "late", march(10), who="gum", why="swap", instead_of="dogwood"),
        at="2027-03-10T18:00Z",
        who="gum",
        words="no override",
    ),
    Planting(
        name="a swap with somebody who lacks the skill",
        invariant=9,
        change=agreed("gum", "day", 10, why="swap"),
        at="2027-03-10T06:00Z",
        who="gum",
        words="lacks keys",
    ),
    Planting(
        name="a swap that leaves no rest",
        invariant=9,
        change=agreed("cedar", "late", 10, why="swap"),
        at="2027-03-10T18:00Z",
        who="cedar",
        words="rests 0m",
    ),
    Planting(
        name="a published week changes",
        invariant=10,
        change=later_than_before(roster(frozen_until="2027-03-15"), works("gum", ("late", 10))),
        at="2027-03-10T18:00Z",
        who="gum",
        words="published with dogwood and has gum",
    ),
    Planting(
        name="more changes than the budget allows",
        invariant=10,
        change=later_than_before(roster(disturbance_budget=3), works("gum", ("late", 8), ("late", 9))),
        at="2027-03-09T18:00Z",
        who="gum",
        words="4 person-days change; the budget is 3",
    ),
    Planting(
        name="a shift that does not follow the clock change",
        invariant=11,
        change=edited("shop", "late", date(2027, 4, 1), start=AFTER_CHANGE, end=AFTER_CHANGE + 12 * HOUR),
        at="2027-04-01T18:00Z",
        who="birch",
        words="give 2027-04-01T17:00Z to 2027-04-02T05:00Z",
    ),
    Planting(
        name="no handover",
        invariant=11,
        change=edited("shop", "day", march(3), handover_minutes=0),
        at="2027-03-03T06:00Z",
        who="ash",
        words="0 minutes; the lane has 15",
    ),
    Planting(
        name="a shift that the rotation gives to another",
        invariant=12,
        change=works("gum", ("late", 10)),
        at="2027-03-10T18:00Z",
        who="gum",
        words="the rotations say dogwood",
    ),
    Planting(
        name="two rotations for one seat",
        invariant=12,
        change=rotated(lambda them: (*them, Rotation(lane="late", weekday="wednesday", since=march(10), members=("gum",)))),
        at="2027-03-10T18:00Z",
        who="dogwood",
        words="say dogwood and gum",
    ),
    Planting(
        name="a rotation of no lane",
        invariant=12,
        change=rotated(lambda them: (*them, Rotation(lane="dawn", weekday="monday", since=march(1), members=("gum",)))),
        words="no such seat",
    ),
    Planting(
        name="a calendar with somebody else",
        invariant=12,
        change=calendar("gum", "late", 10),
        at="2027-03-10T18:00Z",
        who="dogwood",
        words="the calendar has gum until 2027-03-11T06:00Z; the lock has dogwood",
    ),
    Planting(
        name="an empty second level",
        invariant=13,
        roster="backup",
        change=gone("backup", "standby", march(3)),
        at="2027-03-03T05:00Z",
        words="has nobody until 2027-03-04T05:00Z, for spare",
    ),
    Planting(
        name="the second level is the first",
        invariant=13,
        roster="backup",
        change=works("ash", ("standby", 3), roster="backup"),
        at="2027-03-03T06:00Z",
        who="ash",
        words="called by shop and again by backup",
    ),
    Planting(name="a window without an owner", invariant=14, change=window(owner=None), at="2027-03-03T08:00Z", words="names no owner"),
    Planting(
        name="an owner who is off",
        invariant=14,
        change=window(owner="cedar"),
        at="2027-03-03T08:00Z",
        who="cedar",
        words="cedar is not on shift; ash is",
    ),
    Planting(
        name="nobody to take over a long window",
        invariant=14,
        change=both(window(length="20h"), gone("shop", "late", march(3))),
        at="2027-03-03T18:00Z",
        who="ash",
        words="nobody is on shift from 2027-03-03T18:00Z to 2027-03-04T04:00Z",
    ),
    Planting(name="a stale lock", invariant=16, change=stale, words="estate roster solve shop"),
    Planting(name="other bytes", invariant=16, change=other_bytes, words="bytes"),
    Planting(name="a gap that is called optimal", invariant=16, change=answered(cost=7), words="cost of 7 and a bound of 0"),
)
