"""A defect is left out of the score for a reason that is true of every monitor it is said of."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from fractions import Fraction

import pytest

from estate.alerting.mutants import Equivalent, equivalents
from estate.alerting.spec import MonitorSpec
from estate.alerting.testing.derived.promised import Burn, burns_of
from tests.alerting.testing.worlds import alerting

WHOLE = frozenset({"alb.unhealthy", "dynamodb.throttles"})
"""Signals that count things: targets, requests."""

TRUE: dict[str, Callable[[MonitorSpec], bool]] = {
    "Its message names people for an alert": lambda one: one.no_data == "nothing" and one.route.told != "notify",
    "How forecast() computes": lambda one: one.ahead is not None,
    "Spans are counted": lambda one: one.no_data == "told" and (one.comparison, one.critical) == ("<=", 0),
    "A window without spans": lambda one: one.no_data == "told" and (one.comparison, one.critical) == ("<=", 0),
    "Targets are whole": lambda one: one.signal in WHOLE and (one.comparison, one.critical) == (">=", 1),
    "Refused requests are whole": lambda one: one.signal in WHOLE and (one.comparison, one.critical) == (">=", 1),
}


ALONE = "One service alone is asked about"
WHOLE_MINUTES, ONE_REQUEST = "Minutes are whole", "Requests are whole"
FACTORS = {"higher": 2, "lower": Fraction(1, 2)}


def named(one: Equivalent) -> list[MonitorSpec]:
    return [monitor for monitor in alerting().monitors if fnmatchcase(monitor.name, one.name)]


def ids(one: Equivalent) -> str:
    return f"{one.type.split(':')[0]} {one.name} {','.join(one.operators)}"


@pytest.mark.parametrize("one", [one for one in equivalents() if one.reason.startswith(ALONE)], ids=ids)
def test_one_service_alone_is_asked_about_where_that_is_said(one: Equivalent) -> None:
    asked = {slo.name: len(slo.silenced_by) for slo in alerting().slos if fnmatchcase(f"{slo.name}.1h.needed-long", one.name)}
    assert set(asked.values()) == {1}, asked


def burns() -> dict[str, Burn]:
    """The windows of every objective at New Relic, by name."""
    return {burn.name: burn for slo in alerting().slos for burn in burns_of(slo, "newrelic")}


@pytest.mark.parametrize("one", [one for one in equivalents() if one.reason.startswith(WHOLE_MINUTES)], ids=ids)
def test_no_number_of_bad_minutes_lies_between_the_threshold_and_the_other_one(one: Equivalent) -> None:
    burn = burns()[one.name.removesuffix(".short")]
    assert burn.slo.objective.minimum_samples is None, "it is not counted by minutes"
    for many in range(1, burn.short + 1):
        allowed = {int(many * burn.threshold), *(int(many * burn.threshold * FACTORS[operator]) for operator in one.operators)}
        assert allowed == {0}, f"of {many} minutes so many are allowed: {sorted(allowed)}"


@pytest.mark.parametrize("one", [one for one in equivalents() if one.reason.startswith(ONE_REQUEST)], ids=ids)
def test_one_request_is_enough_where_that_is_said(one: Equivalent) -> None:
    assert burns()[one.name.removesuffix(".samples")].slo.objective.minimum_samples == 1


OF_OBJECTIVES = (ALONE, WHOLE_MINUTES, ONE_REQUEST)


@pytest.mark.parametrize("one", [one for one in equivalents() if not one.reason.startswith(OF_OBJECTIVES)], ids=ids)
def test_its_reason_is_true_of_every_monitor_that_it_names(one: Equivalent) -> None:
    holds = [true for words, true in TRUE.items() if one.reason.startswith(words)]
    assert len(holds) == 1, f"nobody checks the reason {one.reason!r}"
    assert named(one), f"{one.name} names nothing"
    assert [monitor.name for monitor in named(one) if not holds[0](monitor)] == []
