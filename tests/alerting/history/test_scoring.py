"""Precision, recall, time to detect and minutes of false alert, by arithmetic on paper."""

from dataclasses import fields
from typing import Any

import pytest

from estate.alerting.history.history import Span
from estate.alerting.history.scoring import Score, score
from estate.alerting.testing.hearing import Telling
from tests.alerting.history.worlds import at, incident

HOUR = 60
SPAN = Span(begin=at(-HOUR), end=at(7 * 24 * HOUR))
"""A week is judged: the first hour is what windows look back on."""


def told(start: int, end: int | None, *, key: str = "a", heard: Any = "page", monitor: str = "payment.availability.1h") -> Telling:
    """What no score looks at is left out."""
    known: dict[str, Any] = {field.name: None for field in fields(Telling)}
    until = None if end is None else at(end)
    known |= {"time": at(start), "until": until, "monitor": monitor, "heard": heard, "key": key}
    return Telling(**known)


def scored(*tellings: Telling, incidents: Any = ()) -> Score:
    return score(tellings, incidents, SPAN, service="payment", judged_by="page")


# 10:00-10:30 and 20:00-20:30.
TWO = (incident(600, 630), incident(1200, 1230))


def test_the_worked_example_comes_out() -> None:
    """Pages 10:04-10:40 (true), 13:00-13:15 and 13:10-13:20 (false, of two problems): 20 minutes are false, each counted once."""
    one = scored(told(604, 640), told(780, 795, key="b"), told(790, 800, key="c"), incidents=TWO)
    assert (one.per_week, one.precision, one.recall) == (3.0, pytest.approx(1 / 3), 0.5)
    assert (one.detection, one.median_detection, one.worst_detection) == ((240,), 240, 240)
    assert one.false_minutes == 20


def test_what_overlaps_under_one_key_is_one_call() -> None:
    one = scored(told(604, 620), told(610, 640), told(641, 650), incidents=TWO)
    assert [(call.start, call.end) for call in one.calls] == [(at(604), at(640)), (at(641), at(650))]


def test_a_page_that_stood_before_detects_at_once_and_one_after_the_end_does_not() -> None:
    before = scored(told(590, 610), incidents=TWO)
    assert (before.detection, before.recall) == ((0,), 0.5)
    after = scored(told(630, 640), incidents=TWO)
    assert (after.precision, after.recall, after.false_minutes) == (0.0, 0.0, 10)


def test_median_and_worst_are_over_the_incidents() -> None:
    three = (*TWO, incident(1800, 1900))
    one = scored(told(602, 700), told(1210, 1300), told(1803, 1900), incidents=three)
    assert (one.median_detection, one.worst_detection, one.recall) == (180, 600, 1.0)


def test_an_open_page_lasts_to_the_end_of_the_data() -> None:
    assert scored(told(604, None), incidents=TWO).recall == 1.0


def test_an_incident_of_another_service_makes_no_page_true() -> None:
    one = scored(told(604, 640), incidents=(incident(600, 630, "cart"),))
    assert (one.precision, one.recall, one.incidents) == (0.0, None, 0)


def test_what_was_held_back_is_nobodys_miss() -> None:
    """Payment was called for the second incident of checkout: checkout's own alert became a ticket on that."""
    held = told(1205, 1230, heard="ticket", monitor="payment.availability.1h.held-back")
    one = scored(told(604, 640), held, incidents=TWO)
    assert (one.recall, one.incidents, one.held_back) == (1.0, 1, 1)


def test_a_ticket_is_no_page() -> None:
    assert scored(told(604, 640, heard="ticket"), incidents=TWO).recall == 0.0


def test_without_incidents_nothing_is_true_or_false() -> None:
    one = scored(told(604, 640), incidents=None)
    assert (one.per_week, one.precision, one.recall, one.false_minutes) == (1.0, None, None, None)


def test_an_incident_before_the_first_judgement_counts_nowhere() -> None:
    assert scored(incidents=(incident(-50, -10),)).incidents == 0
