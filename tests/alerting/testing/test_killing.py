"""A defect that no alert test notices is named; the plan as it is passes."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from estate.alerting.mutants import mutants_of
from estate.alerting.testing.killing import Fate, Hunt, score
from tests.alerting.testing.worlds import MESSAGE, PLACES, Monitor, bench, errors_above, scenario

EARLY = {"alert": "payment.availability", "told": "page", "not_before": "11:00", "by": "11:03"}
MAIL = MESSAGE.replace("@pagerduty-production-payment", "@storefront@astronomy-shop.example")


def fates(monitor: Monitor, *expected: Mapping[str, Any]) -> dict[str, Fate]:
    hunt = Hunt(
        bench=bench(monitor),
        vendor="datadog",
        scenarios=[scenario(name=f"scenario {place}", expect=[one]) for place, one in enumerate(expected)],
    )
    return {fate.mutant.operator: fate for fate in hunt.fates()}


def test_a_test_notices_what_makes_its_alert_late_or_early_or_lost() -> None:
    found = fates(errors_above(20), EARLY)
    noticed = {operator for operator, fate in found.items() if fate.killed_by}
    # Half of the calls fail: the mean of five minutes passes 20 % after two minutes and 40 % after four.
    assert noticed == {"comparison", "longer", "higher", "route", "priority", "no-data"}
    # Half the threshold or a shorter window are sooner: who wants to notice must say what is too soon.
    assert {"lower", "shorter"} == found.keys() - noticed


def test_the_share_counts_what_can_be_noticed() -> None:
    found = fates(errors_above(20), EARLY)
    killed = sum(fate.killed_by is not None for fate in found.values())
    assert score(tuple(found.values())) == pytest.approx(100 * killed / len(found))
    assert score(tuple(replace(fate, killed_by=None, equivalent="nothing") for fate in found.values())) == 100


def test_a_test_of_another_service_is_not_asked() -> None:
    load = [{"service": "cart", "errors": 0}]
    hunt = Hunt(bench=bench(errors_above(20)), vendor="datadog", scenarios=[scenario(name="of the cart", load=load)])
    assert {fate.killed_by for fate in hunt.fates()} == {None}


def test_defects_are_planted_one_at_a_time() -> None:
    before = dict(errors_above(20).inputs)
    found = {one.operator: one.inputs for one in mutants_of(errors_above(20))}
    assert found["comparison"] == {**before, "query": before["query"].replace("> 20", "< 20")}
    assert found["higher"]["query"].endswith("> 40")
    assert found["higher"]["monitorThresholds"] == {"critical": "40"}
    assert "last_20m" in found["longer"]["query"]
    assert "last_1m" in found["shorter"]["query"]
    assert "@pagerduty-nobody" in found["route"]["message"]


def test_a_threshold_of_zero_moves_by_a_step() -> None:
    found = {one.operator: one.inputs["query"] for one in mutants_of(errors_above(0))}
    assert (found["higher"][-3:], found["lower"][-4:]) == ("> 1", "> -1")


def test_warning_and_critical_change_places() -> None:
    inputs = {**errors_above(20).inputs, "monitorThresholds": {"critical": "20", "warning": "10"}}
    (swapped,) = [one for one in mutants_of(replace(errors_above(20), inputs=inputs)) if one.operator == "swapped"]
    assert swapped.inputs["query"].endswith("> 10")
    assert swapped.inputs["monitorThresholds"] == {"critical": "10", "warning": "20"}


def test_what_is_no_monitor_has_no_defect() -> None:
    assert not list(mutants_of(PLACES[0]))
