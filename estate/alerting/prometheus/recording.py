"""The series that an objective's alerts look at: the share of bad ones in each window, and how many there were.

Every window is counted from the raw counters, so that a gap in the evaluation of rules costs nothing but itself.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

from estate.alerting.prometheus.promql import length, number
from estate.alerting.prometheus.rule import EVERY, Recording
from estate.alerting.slis import CountedQueries, sli_of
from estate.alerting.spec import SloSpec

BAD_MINUTE = "slo:bad_minute"
"""1 in a minute that is bad, 0 in a good one."""


def bad_share(window: timedelta) -> str:
    """The name of the recorded share of bad ones, of 1: `slo:bad_share:5m`."""
    return f"slo:bad_share:{length(window)}"


def samples(window: timedelta) -> str:
    """The name of the recorded number of what was counted: `slo:samples:1h`."""
    return f"slo:samples:{length(window)}"


def labels(slo: SloSpec) -> Mapping[str, str]:
    """What tells an objective's series from all others."""
    return {"slo": slo.name, "service": slo.subject.service, "environment": slo.subject.environment}


def recordings(slo: SloSpec) -> Iterator[Recording]:
    """What is kept for an objective; nothing where no exporter of Prometheus counts it."""
    asked = sli_of(slo).prometheus
    if asked is None:
        return
    if sli_of(slo).kind == "slices":
        yield _recording(slo, BAD_MINUTE, _bad_minute(slo, asked))
    for window in sorted({one for alert in slo.alerts for one in (alert.window.long, alert.window.short)}):
        yield _recording(slo, bad_share(window), _share(slo, asked, window))
    if slo.objective.minimum_samples is not None:
        for window in sorted({alert.window.long for alert in slo.alerts}):
            yield _recording(slo, samples(window), _samples(slo, asked, window))


def _recording(slo: SloSpec, name: str, expression: str) -> Recording:
    return Recording(record=name, expression=expression, labels=labels(slo))


def _bad_minute(slo: SloSpec, asked: CountedQueries) -> str:
    """Good is what is younger than the bound (`estate.catalog.objective`); the bound itself is too old."""
    bound = slo.objective.under or timedelta(0)
    return f"max({asked.value}) >= bool {number(bound.total_seconds())}"


def _share(slo: SloSpec, asked: CountedQueries, window: timedelta) -> str:
    span = length(window)
    if sli_of(slo).kind == "slices":
        # A minute without a value is a good one, as in Datadog's time slices; so the sum is divided by all minutes.
        named = ",".join(f'{key}="{value}"' for key, value in labels(slo).items())
        return f"sum_over_time({BAD_MINUTE}{{{named}}}[{span}]) / {window // EVERY}"
    if asked.value:
        return f"1 - sum(sum_over_time({asked.value}[{span}])) / sum(count_over_time({asked.value}[{span}]))"
    total = f"sum(rate({asked.total}[{span}]))"
    if asked.good:
        return f"1 - sum(rate({asked.good}[{span}])) / {total}"
    # A code of failure has no series before the first failure: none is no failures, where there is traffic at all.
    return f"(sum(rate({asked.bad}[{span}])) or vector(0)) / {total}"


def _samples(slo: SloSpec, asked: CountedQueries, window: timedelta) -> str:
    span = length(window)
    if sli_of(slo).kind == "slices":
        named = ",".join(f'{key}="{value}"' for key, value in labels(slo).items())
        return f"count_over_time({BAD_MINUTE}{{{named}}}[{span}])"
    if asked.value:
        return f"sum(count_over_time({asked.value}[{span}]))"
    return f"sum(increase({asked.total}[{span}]))"
