"""The timeline of what an alert looks at, as one line of text."""

from dataclasses import dataclass

import numpy as np

from estate.alerting.series import Values
from estate.alerting.signals import signals
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.datadog import counts_of
from estate.alerting.testing.good_day import good_day
from estate.alerting.testing.marks import clock_of
from estate.alerting.testing.truth import Truth

BLOCKS = "▁▂▃▄▅▆▇█"
CELLS = 32


@dataclass(frozen=True, kw_only=True)
class Picture:
    """What was measured, by equal parts of the scenario."""

    begin: str
    end: str
    blocks: str
    words: str
    """`errors of payment, at most 50 %`."""


def picture(truth: Truth, alerting: Alerting, alert: str) -> Picture | None:
    """The picture of an alert over a scenario; None for an alert that the environment does not have."""
    spec = next((one for one in (*alerting.slos, *alerting.monitors) if one.name == alert), None)
    if spec is None:
        return None
    what, unit, values = _measured(truth, spec)
    inside = values[truth.times >= truth.scenario.begin]
    begin, end = clock_of(truth.scenario.begin), clock_of(truth.scenario.end)
    return Picture(begin=begin, end=end, blocks=sparkline(inside), words=f"{what}, {inside.min():.4g} to {inside.max():.4g} {unit}")


def _measured(truth: Truth, spec: SloSpec | MonitorSpec) -> tuple[str, str, Values]:
    service = spec.subject.service
    traffic = truth.traffic(service)
    if isinstance(spec, MonitorSpec):
        signal = signals()[spec.signal]
        values = traffic.total if spec.signal in good_day().follows_traffic else truth.value(service, spec.signal)
        return f"{signal.title}: {service}", signal.unit, values
    if spec.objective.sli == "freshness":
        return f"age of the oldest message for {service}", "s", traffic.age
    total, bad = counts_of(spec, traffic)
    return f"bad ones of {service}, by minute", "%", bad / np.maximum(total, 1.0) * 100


def sparkline(values: Values) -> str:
    """The highest value of each part as a block; all are the lowest where nothing changes."""
    parts = [part.max() for part in np.array_split(values, min(CELLS, len(values)))]
    low, high = min(parts), max(parts)
    steps = [int((part - low) / (high - low) * (len(BLOCKS) - 1)) if high > low else 0 for part in parts]
    return "".join(BLOCKS[step] for step in steps)
