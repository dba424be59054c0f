"""What an alert means, in words and with its arithmetic."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from estate.alerting.prometheus.promql import number
from estate.alerting.signals import signals
from estate.alerting.spec import BurnAlert, MonitorSpec, Route, SloSpec
from estate.catalog.fact import format_duration

COUNTED = {
    "http": "requests",
    "grpc": "calls",
    "kafka": "messages",
    "queue": "messages",
    "lambda": "invocations",
    "synthetic": "probes",
}
GOOD = {
    "availability": "succeed",
    "latency": "are answered",
    "freshness": "have no message that waits",
    "correctness": "find what is right",
}


def promise(slo: SloSpec) -> Iterator[str]:
    """What an objective promises, and what that leaves."""
    objective = slo.objective
    minutes = objective.sli == "freshness"
    what = "minutes" if minutes else COUNTED[slo.measured]
    within = f" within {format_duration(objective.under)}" if objective.under and not minutes else ""
    older = f" for {format_duration(objective.under)}" if objective.under and minutes else ""
    period = format_duration(objective.period)
    yield f"{percent(objective.target / 100)} of {what} ({slo.measured}) {GOOD[objective.sli]}{within}{older}, over {period}"
    outage = _long(objective.budget * Fraction(objective.period // timedelta(minutes=1)))
    yield f"budget: 100 % - {percent(objective.target / 100)} = {percent(objective.budget)} of them; of {period} that is {outage}"
    if objective.minimum_samples:
        yield f"fewer than {objective.minimum_samples} in the long window say nothing"


def _long(minutes: Fraction) -> str:
    return f"{float(minutes):.4g} minutes" if minutes < 120 else f"{float(minutes / 60):.4g} hours"


def arithmetic(slo: SloSpec, alert: BurnAlert) -> str:
    """How share, factor and threshold of a burn alert hang together."""
    window, period = alert.window, format_duration(slo.objective.period)
    share, long, short = percent(window.share), format_duration(window.long), format_duration(window.short)
    factor, budget, threshold = number(alert.factor), percent(slo.objective.budget), percent(alert.threshold)
    return (
        f"{share} of the budget in {long}: factor = {share} x {period} / {long} = {factor}; "
        f"bad > {factor} x {budget} = {threshold} in {long} and in {short}"
        f"{f'; why {share}: {alert.reason}' if alert.reason else ''}"
    )


def condition(monitor: MonitorSpec) -> Iterator[str]:
    """What a threshold compares."""
    signal = signals()[monitor.signal]
    each = f" of each {signal.group}" if signal.group else ""
    ahead = f", as forecast for {format_duration(monitor.ahead)} ahead" if monitor.ahead else ""
    yield f"{signal.title}{each} ({monitor.signal}), {signal.aggregate} of {format_duration(monitor.window)}{ahead}"
    yield f"critical {monitor.comparison} {number(monitor.critical)} {signal.unit}"
    if monitor.warning is not None:
        yield f"warning {monitor.comparison} {number(monitor.warning)} {signal.unit}"
    if monitor.recovery is not None:
        yield f"recovered at {number(monitor.recovery)} {signal.unit}"
    yield f"without data: {NO_DATA[monitor.no_data]}"
    yield f"thresholds: {monitor.source}"


NO_DATA = {"nothing": "nothing happens", "zero": "it counts as zero", "told": "it is told", "resolved": "it counts as well again"}


def told(route: Route) -> str:
    """Where an alert ends, in words."""
    hours = " in business hours" if route.in_business_hours else ""
    again = f", again every {format_duration(route.renotify)}" if route.renotify else ""
    return f"{route.told} {route.severity}{hours}{again}"


def percent(share: Fraction) -> str:
    """`0.05 %`."""
    return f"{number(share * 100)} %"
