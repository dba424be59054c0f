from datetime import date
from fractions import Fraction

import pytest

from estate.catalog.roster import CarriedDebt
from estate.errors import InputError
from estate.roster.fairness import Load, loads, owed, spreads
from tests.roster.proof.planting import member
from tests.roster.proof.situations import Situation, good, shift_of

# Ten weeks from 1 March 2027: ash and birch have weeks 0, 2, 4, 6, 8, cedar and dogwood the others. Ukraine's holidays in them:
# 8 March (week 1), 1 May and the Orthodox Easter on 2 May (week 8), 8 May (week 9).


def shares(situation: Situation, roster: str = "shop") -> dict[str, Load]:
    found = loads(situation.catalog.rosters[roster], situation.sealed(roster), situation.catalog)
    return {load.person: load for load in found}


def test_hours_count_the_handover_and_the_elapsed_time() -> None:
    found = shares(good())
    assert found["ash"].worked["hours"] == 35 * Fraction(49, 4)
    assert found["cedar"].worked["hours"] == 35 * Fraction(49, 4)
    # The late lane of 27 March, in week 3, loses an hour to the clock.
    assert (found["birch"].worked["hours"], found["dogwood"].worked["hours"]) == (35 * 12, 35 * 12 - 1)


def test_a_night_has_three_hours_before_five_on_the_persons_own_clock() -> None:
    assert {who: load.worked["nights"] for who, load in shares(good()).items()} == {
        "ash": 0,
        "birch": 35,
        "cedar": 0,
        "dogwood": 35,
        "fir": 0,
        "gum": 0,
    }
    # The day of Kyiv is the night of Mexico: from 23:45 to 12:00 on the wall there.
    abroad = good().with_who("shop", {("day", date(2027, 3, 10)): "fir"})
    assert shares(abroad)["fir"].worked["nights"] == 1


def test_weekends_and_holidays_are_days_on_the_persons_own_calendar() -> None:
    found = shares(good())
    assert (found["ash"].worked["weekends"], found["cedar"].worked["weekends"]) == (10, 10)
    assert found["cedar"].worked["holidays"] == 2
    assert found["ash"].worked["holidays"] == 2
    abroad = good().with_who("shop", {("day", date(2027, 4, 5)): "fir"})
    assert shares(abroad)["fir"].worked["weekends"] == 1, "Monday 08:00 in Kyiv is Sunday 23:00 in Mexico City"


def test_the_spread_is_within_a_region_and_counts_what_was_carried() -> None:
    situation = good().with_roster("shop", carried=[{"person": "gum", "hours": 400, "nights": 20, "weekends": -2}])
    found = spreads(shares(situation).values())
    assert {one.region for one in found} == {"eu"}, "fir is alone in mx"
    hours, nights, weekends, _ = found
    assert (hours.least, hours.most, hours.width) == (400, 35 * Fraction(49, 4), 35 * Fraction(49, 4) - 400)
    assert hours.ratio == 35 * Fraction(49, 4) / 400
    assert (nights.least, nights.most, nights.ratio) == (0, 35, None)
    assert (weekends.least, weekends.mean) == (-2, Fraction(10 * 4 - 2, 5))


def test_the_next_horizon_carries_on_what_is_beyond_the_regions_mean() -> None:
    found = shares(good())
    debts = {who: owed(load, spreads(found.values())) for who, load in found.items()}
    assert (debts["birch"].nights, debts["ash"].nights, debts["gum"].weekends) == (21, -14, -8)
    assert debts["fir"] == CarriedDebt(person="fir")


def test_standby_hours_are_counted_as_they_last() -> None:
    assert shares(good(), "backup")["ash"].worked["hours"] == sum(
        Fraction((shift_of("standby", shift.date).end - shift.start).total_seconds()) / 3600
        for shift in good().locks["backup"].shifts
        if shift.who == "ash"
    )


@pytest.mark.parametrize("holidays", [{"UA": ["optional"]}, {"XX": ["public"]}], ids=["no such kind there", "no such country"])
def test_holidays_that_nobody_knows_are_an_error_that_names_the_country(holidays: dict[str, list[str]]) -> None:
    with pytest.raises(InputError, match=f"roster shop: the holidays of {next(iter(holidays))} are not known"):
        shares(good().with_roster("shop", holidays=holidays))


def test_who_joins_late_is_compared_with_nobody() -> None:
    situation = member("gum", joins="2027-04-01")(good())
    found = shares(situation)
    nights = next(one for one in spreads(found.values()) if one.measure == "nights")
    assert nights.mean == Fraction(70, 4), "of ash, birch, cedar and dogwood"
    assert owed(found["gum"], spreads(found.values())).nights == 0
