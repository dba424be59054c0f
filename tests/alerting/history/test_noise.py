"""What of past alerts is noise, by counting on paper."""

from collections.abc import Sequence
from typing import Any

import pytest

from estate.alerting.history.noise import Finding, Limits, find_noise
from estate.alerting.history.past import PastAlert

HOUR, DAY = 60, 1440


def past(name: str, *starts: int, minutes: int | None = 30, actioned: bool | None = True) -> list[PastAlert]:
    """Alerts of one name that begin at these minutes."""
    return [
        PastAlert(name=name, start=start * 60, end=None if minutes is None else (start + minutes) * 60, actioned=actioned)
        for start in starts
    ]


RARE = Limits(per_week=100)


def found(*alerts: Sequence[PastAlert], limits: Limits | None = None) -> list[Finding]:
    every = sorted((one for some in alerts for one in some), key=lambda one: one.start)
    return list(find_noise(every, limits or Limits()).findings)


EVERY_DAY = [day * DAY for day in range(15)]
"""Fifteen times in two weeks."""


def test_more_than_two_a_week_is_noisy() -> None:
    """15 times in 14 days and half an hour are 7.5 a week."""
    (one,) = found(past("disk", *EVERY_DAY))
    assert (one.kind, one.names, one.numbers) == ("noisy", ("disk",), "15 times, 7.5 a week")
    assert one.saved == pytest.approx(5.5, abs=0.05)


def test_two_a_week_are_none_and_a_short_export_is_not_blown_up() -> None:
    assert found(past("disk", 0, DAY)) == []
    assert found(past("disk", 0, HOUR)) == []


def test_what_opens_again_within_a_quarter_of_an_hour_flaps() -> None:
    """30 minutes long: 40 is 10 after its end, 85 is 15 after, 131 is 16 after."""
    (one,) = [one for one in found(past("cpu", 0, 40, 85, 131), limits=RARE) if one.kind == "flapping"]
    assert one.numbers == "2 of 4 came within 15 min after it was over"
    assert "4 calls become 2" in one.change


def test_how_soon_is_too_soon_can_be_said() -> None:
    limits = Limits(per_week=100, flap_minutes=16)
    assert "3 of 4" in found(past("cpu", 0, 40, 85, 131), limits=limits)[0].numbers


def test_alerts_that_overlap_do_not_flap() -> None:
    assert found(past("cpu", 0, 5, 10, 15), limits=RARE) == []


def test_what_never_ended_does_not_flap() -> None:
    assert found(past("cpu", 0, 40, 80, minutes=None), limits=RARE) == []


def test_three_times_without_a_hand_is_never_actioned() -> None:
    (one,) = found(past("memory", 0, 5 * DAY, 10 * DAY, actioned=False), limits=RARE)
    assert (one.kind, one.numbers) == ("never actioned", "3 times, nobody acknowledged or closed it; 3 went by themselves")


@pytest.mark.parametrize("last", [True, None], ids=["once somebody did", "once nobody knows"])
def test_never_is_not_said_of_what_may_have_been_actioned(last: Any) -> None:
    assert found(past("memory", 0, 5 * DAY, actioned=False), past("memory", 10 * DAY, actioned=last), limits=RARE) == []


def test_two_that_begin_together_are_one_problem() -> None:
    """Four times each, at most five minutes apart; once the second comes alone: 4 of 5 is still 80 %."""
    days = (0, 5 * DAY, 10 * DAY, 15 * DAY)
    (one,) = found(past("database", *days), past("checkout", *(day + 5 for day in days), 20 * DAY), limits=RARE)
    assert (one.kind, one.names, one.occurrences) == ("always together", ("checkout", "database"), 4)
    assert one.numbers == "4 of 5 and 4 of 4 began within 5 min"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param([6, 5 * DAY + 6, 10 * DAY + 6], id="six minutes apart"),
        pytest.param([0, 5 * DAY, 20 * DAY, 25 * DAY], id="half of the time"),
        pytest.param([0, 5 * DAY], id="twice"),
    ],
)
def test_what_comes_apart_is_not_together(other: list[int]) -> None:
    assert found(past("database", 0, 5 * DAY, 10 * DAY), past("checkout", *other), limits=RARE) == []


def test_the_kinds_come_in_their_order_and_the_largest_first() -> None:
    often = [past("disk", *EVERY_DAY, actioned=False), past("cpu", *range(100, 14 * DAY, 6 * HOUR))]
    told = found(*often)
    assert [(one.kind, one.names[0]) for one in told] == [("noisy", "cpu"), ("noisy", "disk"), ("never actioned", "disk")]
