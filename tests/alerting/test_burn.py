"""Burn rates against the workbook's and the vendors' published numbers."""

from datetime import timedelta
from fractions import Fraction

import pytest

from estate.alerting.burn import BurnError, BurnWindow, burn_windows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "factors"),
    [
        pytest.param(30, ["14.4", "6", "3", "1"], id="SRE workbook table 5-8"),
        pytest.param(28, ["13.44", "5.6", "2.8"], id="the same shares of New Relic's 28 days"),
        pytest.param(7, ["16.8", "5.6", "2.8"], id="Datadog's published factors for 7 days"),
        pytest.param(90, ["21.6", "10.8", "4.5"], id="Datadog's published factors for 90 days"),
    ],
)
def test_the_factors_of_tier_1_are_the_published_ones(days: int, factors: list[str]) -> None:
    period = days * DAY
    assert [window.factor(period) for window in burn_windows(1, period)] == [Fraction(factor) for factor in factors]


# 2 % of the budget in an hour, over a period of so many days: 0.02 * days * 24.
def test_one_share_of_the_budget_is_another_factor_over_another_period() -> None:
    window = BurnWindow(share=Fraction(2, 100), long=HOUR, short=HOUR / 12, urgency="page")
    assert [window.factor(days * DAY) for days in (30, 28, 7)] == [Fraction("14.4"), Fraction("13.44"), Fraction("3.36")]
    with pytest.raises(BurnError, match=r"2 % of 1d within 1h is 0.48 times the even rate"):
        window.factor(DAY)


def test_each_tier_is_told_what_it_can_use() -> None:
    told = {tier: [(window.name, window.urgency) for window in burn_windows(tier, 30 * DAY)] for tier in (2, 3, 4)}
    assert told == {
        2: [("2 % in 1h", "page"), ("5 % in 6h", "page"), ("10 % in 1d", "ticket"), ("10 % in 3d", "ticket")],
        3: [("5 % in 6h", "page"), ("10 % in 1d", "ticket")],
        4: [("10 % in 1d", "ticket")],
    }


def test_a_threshold_is_the_share_of_bad_ones() -> None:
    window = BurnWindow(share=Fraction(2, 100), long=HOUR, short=HOUR / 12, urgency="page")
    # 99.9 % leaves 0.1 %; 14.4 times that is 1.44 %.
    assert window.threshold(30 * DAY, Fraction(1, 1000)) == Fraction("0.0144")
    # New Relic's own example: 99.9 %, 28 days, 2 % in an hour.
    assert window.threshold(28 * DAY, Fraction(1, 1000)) == Fraction("0.01344")


def test_a_budget_that_lasts_is_no_alert() -> None:
    window = BurnWindow(share=Fraction(10, 100), long=3 * DAY, short=6 * HOUR, urgency="ticket")
    assert window.factor(30 * DAY) == 1
    with pytest.raises(BurnError, match=r"10 % of 28d within 3d is 0.933 times the even rate: it lasts; expected a larger share"):
        window.factor(28 * DAY)


def test_a_period_without_shares_is_refused_with_those_that_have_some() -> None:
    with pytest.raises(BurnError, match="14d has no budget shares; expected one of 7d, 28d, 30d, 90d"):
        burn_windows(1, 14 * DAY)
