"""Who is called by the reference estate's own monitors at Datadog, as the simulator evaluates what is planned."""

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np

from estate.alerting.datadog.simulate import simulate
from estate.alerting.datadog.simulation import Simulation
from estate.alerting.series import Series
from tests.stacks.observability import CATALOG, recording_of

MINUTE, HOUR = 60, 3600
START = 1_812_844_800  # 2027-06-13T00:00Z
BEGIN, END = START + 26 * HOUR, START + 28 * HOUR
TIMES = np.arange(START, END + MINUTE, MINUTE)
CALLS_A_MINUTE = 50.0
PAYMENT_FAILS = (BEGIN, BEGIN + 30 * MINUTE)
CHECKOUT_FAILS = (BEGIN + 60 * MINUTE, BEGIN + 80 * MINUTE)


def share(*stretches: tuple[int, int]) -> np.ndarray:
    """1 within the stretches, else 0."""
    return np.logical_or.reduce([(start <= TIMES) & (end > TIMES) for start, end in stretches]).astype(float)


FAILING: Mapping[str, np.ndarray] = {"payment": share(PAYMENT_FAILS), "checkout": share(PAYMENT_FAILS, CHECKOUT_FAILS) / 2}


def series() -> Iterator[Series]:
    """Every service is called all the time; checkout fails for half of its callers while payment does, and once by itself."""
    for service in CATALOG.services.values():
        if service.port:
            tags = {"service": service.name, "env": "production"}
            name = f"trace.{service.port.protocol}.server.request"
            calls = np.full(len(TIMES), CALLS_A_MINUTE)
            yield Series(metric=f"{name}.hits", kind="count", tags=tags, times=TIMES, values=calls)
            if service.name in FAILING:
                yield Series(metric=f"{name}.errors", kind="count", tags=tags, times=TIMES, values=calls * FAILING[service.name])


@cache
def simulated() -> Simulation:
    return simulate(recording_of("production").resources, series(), start=BEGIN - HOUR, end=END)


def told(monitor: str, handle: str) -> list[int]:
    """The minutes after the beginning at which an alert reaches the handle for the first time."""
    sent = (one for group in simulated().monitors[monitor].groups for one in group.notifications)
    return [(one.time - BEGIN) // MINUTE for one in sent if handle in one.recipients and not one.is_recovery and not one.renotify]


def test_everything_but_the_forecasts_is_simulated() -> None:
    assert {one.monitor for one in simulated().not_simulated} == {
        "image-provider.disk-forecast",
        "load-generator.disk-forecast",
        "order-stream.disk-forecast",
    }


def test_whoever_fails_calls_its_own_people_within_three_minutes() -> None:
    # All of it fails: 0.72 % of an hour is reached in the first minute, which is counted a minute late.
    assert [minute <= 3 for minute in told("payment.availability.1h", "pagerduty-production-payment")] == [True]


def test_whoever_fails_because_of_another_one_has_a_ticket_and_calls_when_it_fails_by_itself() -> None:
    assert [minute < 30 for minute in told("checkout.availability.1h.held-back", "webhook-tickets-production")] == [True]
    (called,) = told("checkout.availability.1h", "pagerduty-production-checkout")
    assert 60 < called < 65


def test_nobody_else_is_called() -> None:
    pages = {
        handle
        for run in simulated().monitors.values()
        for group in run.groups
        for one in group.notifications
        for handle in one.recipients
        if handle.startswith("pagerduty-")
    }
    assert pages == {"pagerduty-production-payment", "pagerduty-production-checkout"}
