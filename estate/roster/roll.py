"""The next horizon of a roster: it begins later, and knows what was before it."""

from datetime import date, datetime, timedelta
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.roster import CarriedDebt, EarlierShift, Roster
from estate.errors import InputError
from estate.roster.clock import monday
from estate.roster.fairness import MEASURES, loads, owed, spreads
from estate.roster.lock import Lock
from estate.roster.slots import horizon_end

WEEK = timedelta(weeks=1)
BEHIND_UTC = timedelta(hours=12)  # no place that people live in is further behind (IANA tz database: UTC-11; at sea UTC-12)
REMEMBERED = 2 * WEEK
"""Rest, runs of days and weekly hours reach so far over the edge of a horizon."""


def past_weeks(roster: Roster, now: datetime) -> int:
    """Whole weeks of the horizon that are over, on every clock of the world."""
    return max(0, (monday((now - BEHIND_UTC).date()) - roster.horizon.first) // WEEK)


def rolled(roster: Roster, lock: Lock, catalog: Catalog, *, weeks: int) -> Roster:
    """The roster so many weeks later.

    Debts of what was worked before the new first day are carried, the last two weeks are kept as `earlier`, and what is past is
    dropped. Weeks that the lock already has stay as they are published. InputError for a lock of another horizon.
    """
    first, end = roster.horizon.first + weeks * WEEK, horizon_end(roster)
    if not any(shift.date < first for shift in lock.shifts):
        raise InputError(f"the lock of {roster.name} has nothing before {first}: it was rolled already; estate roster solve {roster.name}")
    changes: dict[str, Any] = {
        "horizon": roster.horizon.model_copy(update={"first": first}),
        "carried": carried(roster, lock, catalog, until=first),
        "earlier": _earlier(roster, lock, first),
        "overrides": tuple(one for one in roster.overrides if one.date >= first),
        "absences": tuple(one for one in roster.absences if one.last >= first),
        "wishes": tuple(one for one in roster.wishes if one.last >= first),
        "call_outs": tuple(one for one in roster.call_outs if one.end.date() >= first - REMEMBERED),
        "frozen_until": end if first < end else None,
    }
    return roster.model_copy(update=changes)


def carried(roster: Roster, lock: Lock, catalog: Catalog, *, until: date) -> tuple[CarriedDebt, ...]:
    """Whoever has worked more or less than their share before that date; who is even is left out."""
    worked = lock.model_copy(update={"shifts": tuple(shift for shift in lock.shifts if shift.date < until)})
    found = loads(roster, worked, catalog)
    means = spreads(found)
    debts = (owed(load, means) for load in found)
    return tuple(debt for debt in debts if any(getattr(debt, measure) for measure in MEASURES))


def _earlier(roster: Roster, lock: Lock, first: date) -> tuple[EarlierShift, ...]:
    since = first - REMEMBERED
    before = [one for one in roster.earlier if one.date >= since]
    worked = sorted(
        (shift for shift in lock.shifts if since <= shift.date < first), key=lambda shift: (shift.start, shift.lane, shift.seat)
    )
    return (*before, *(EarlierShift(lane=shift.lane, date=shift.date, person=shift.who) for shift in worked))
