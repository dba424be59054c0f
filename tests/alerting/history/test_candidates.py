"""Which other numbers are tried for an alert, and how the catalog would say them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest

from estate.alerting.causes import cause_monitors
from estate.alerting.history.candidates import Candidate, candidates, rounded
from estate.alerting.slos import slos
from estate.alerting.spec import MonitorSpec, SloSpec
from estate.catalog.alerts import AlertChange
from estate.catalog.catalog import Catalog
from estate.errors import InputError
from tests.alerting.history.worlds import csv_of, history
from tests.alerting.testing.worlds import alerting, catalog

HISTORY = history(csv_of({"payment.ecs.memory": lambda minute: 60 + minute / 10}, minutes=400))
"""From 60 to 99.9 percent; half of it is below 80."""


def monitor(name: str) -> MonitorSpec:
    return next(one for one in alerting().monitors if one.name == name)


def objective(name: str) -> SloSpec:
    return next(one for one in alerting().slos if one.name == name)


def with_changes(name: str, *changes: AlertChange) -> Catalog:
    service = catalog().services[name].model_copy(update={"alerts": changes})
    return replace(catalog(), services={**catalog().services, name: service})


def change(entry: Mapping[str, object]) -> AlertChange:
    return AlertChange.model_validate({**entry, "reason": "tried on recorded data"})


def test_thresholds_lie_between_the_usual_and_the_most_that_was_seen() -> None:
    memory = monitor("payment.memory")
    tried = candidates(memory, HISTORY)
    limits = {one.spec.critical for one in tried if isinstance(one.spec, MonitorSpec)}
    assert tried[0] == Candidate(spec=memory, words="> 90 over 15m", entries=())
    assert (min(limits), max(limits), len(limits)) == (81.9, 99.9, 11)


def test_warning_and_recovery_keep_their_distance() -> None:
    """85 and 80 below 90, as the library has them."""
    one = next(one for one in candidates(monitor("payment.memory"), HISTORY) if one.words == "> 99.9 over 30m")
    assert one.entries == ({"name": "memory", "warning": 94.9, "critical": 99.9, "recovery": 89.9, "window": "30m"},)


def test_an_override_gives_exactly_the_spec_that_was_tried() -> None:
    """What is written is what was tried: the catalog's own reading of the override is the judge."""
    for one in candidates(monitor("payment.memory"), HISTORY)[1:]:
        changed = with_changes("payment", *map(change, one.entries))
        made = next(found for found in cause_monitors(changed, changed.environments["production"]) if found.name == "payment.memory")
        assert replace(made, source="") == replace(one.spec, source=""), one.words


def test_every_budget_that_is_tried_is_what_the_catalog_would_give() -> None:
    availability = objective("payment.availability")
    tried = candidates(availability, HISTORY)
    assert len(tried) > 20
    for one in tried[1:]:
        changed = with_changes("payment", *map(change, one.entries))
        made = next(found for found in slos(changed, changed.environments["production"]) if found.name == "payment.availability")
        assert isinstance(one.spec, SloSpec)
        assert [(alert.window, alert.factor, alert.threshold) for alert in made.alerts] == [
            (alert.window, alert.factor, alert.threshold) for alert in one.spec.alerts
        ], one.words


def test_a_longer_window_is_never_the_stricter_one() -> None:
    for one in candidates(objective("payment.availability"), HISTORY):
        assert isinstance(one.spec, SloSpec)
        pages = [alert.factor for alert in one.spec.alerts if alert.route.told == "page"]
        assert pages == sorted(pages, reverse=True)


def test_a_budget_of_one_s_own_has_its_factor_and_its_reason() -> None:
    """5 % of 30 days in an hour: 0.05 x 720 = 36 times; 36 x 0.05 % = 1.8 %."""
    changed = with_changes("payment", change({"name": "availability.1h", "budget": 5}))
    made = next(one for one in slos(changed, changed.environments["production"]) if one.name == "payment.availability")
    first = made.alerts[0]
    assert (first.factor, first.threshold, first.reason) == (36, Fraction(18, 1000), "tried on recorded data")
    assert made.alerts[1].reason == ""


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        pytest.param(
            {"name": "availabilty.1h", "budget": 5}, "'availabilty.1h' has no budget; did you mean 'availability.1h'", id="a slip"
        ),
        pytest.param({"name": "memory", "budget": 5}, "'memory' has no budget; known are availability.1d", id="a cause"),
        pytest.param({"name": "availability.1h", "budget": 0.1}, "0.1 % of 30d within 1h is 0.72 times the even rate", id="too small"),
    ],
)
def test_a_budget_that_cannot_be_is_told(entry: dict[str, object], told: str) -> None:
    changed = with_changes("payment", change(entry))
    with pytest.raises(InputError, match=told.replace("(", "[(]")):
        slos(changed, changed.environments["production"])


def test_an_environment_that_wants_less_takes_the_budgets_that_it_has() -> None:
    changed = with_changes("payment", change({"name": "availability.1h", "budget": 5}))
    assert all(slos(changed, environment) is not None for environment in changed.environments.values())


def test_a_budget_stands_alone() -> None:
    with pytest.raises(ValueError, match="a budget stands alone"):
        change({"name": "availability.1h", "budget": 5, "window": "2h"})


def test_silence_and_forecasts_have_no_numbers_to_try() -> None:
    assert candidates(monitor("payment.telemetry"), HISTORY) == ()
    assert candidates(monitor("image-provider.disk-forecast"), HISTORY) == ()


def test_numbers_have_three_digits() -> None:
    assert [rounded(one) for one in (0.0, 1234.5, 0.012345, -98.76)] == [0.0, 1230.0, 0.0123, -98.8]


def test_windows_are_those_that_the_catalog_knows() -> None:
    windows = {one.spec.window for one in candidates(monitor("payment.memory"), HISTORY) if isinstance(one.spec, MonitorSpec)}
    assert windows == {timedelta(minutes=minutes) for minutes in (5, 10, 15, 30, 60)}
