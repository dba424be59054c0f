"""What must fit between a monitor's query, its type and its thresholds."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from estate.alerting.datadog import resources
from estate.alerting.datadog.parse import SECONDS, parse_composite, parse_monitor, parse_slo
from estate.alerting.datadog.resources import monitor_inputs
from estate.alerting.datadog.slo import objective
from estate.alerting.datadog.syntax import BurnRate, Condition, MetricQuery, NotSimulatedError, metrics, references
from estate.alerting.planned import Planned, of_type

MOST_IN_COMPOSITE: Final = 10
"""docs: monitors/types/composite."""
WINDOWS: Final = (60, SECONDS["mo"])
"""Seconds; docs: monitors/types/metric, evaluation window."""
LONG_WINDOWS: Final = (3600, 48 * 3600)
"""Seconds; docs: service_level_objectives/burn_rate."""
BARE_FRACTION: Final = re.compile(r"(?<![\w.])-?\.\d+")
SAFE_SIDE: Final = {">": "below", ">=": "below", "<": "above", "<=": "above"}
"""Where values lie that do not alert."""
ROUNDING: Final = 1e-9
"""Of a factor: 1 / (1 - target) is never exact in floating point."""


def query_mistakes(planned: Planned, every: Sequence[Planned]) -> Iterator[str]:
    """What is wrong with the query and what hangs on it; a query that is not understood is the simulator's to name."""
    try:
        given = monitor_inputs(planned)
    except NotSimulatedError as error:
        yield str(error)
        return
    yield from _type(given.type, given.query)
    yield from _leading_zeros(given.query, planned.inputs.get("monitorThresholds") or {})
    try:
        if given.type in resources.METRIC_TYPES:
            query = parse_monitor(given.query)
            yield from _metric(query)
            yield from _thresholds(query.condition, given.thresholds)
        elif given.type == resources.SLO_TYPE:
            asked = parse_slo(given.query)
            yield from _thresholds(asked.condition, given.thresholds)
            if isinstance(asked, BurnRate):
                yield from _burn(asked, every)
        elif given.type == resources.COMPOSITE_TYPE:
            yield from _composite(given.query, every)
    except NotSimulatedError:
        return


def _type(kind: str, query: str) -> Iterator[str]:
    asks_slo = query.startswith(("burn_rate(", "error_budget("))
    if asks_slo and kind != resources.SLO_TYPE:
        yield f"the type is {kind}, but the query asks for an objective; expected {resources.SLO_TYPE}"
    elif re.match(r"(avg|max|min|sum|percentile|change|pct_change)\(", query) and kind not in resources.METRIC_TYPES:
        yield f"the type is {kind}, but the query asks for a metric; expected query alert"


def _leading_zeros(query: str, thresholds: Mapping[str, Any]) -> Iterator[str]:
    bare = BARE_FRACTION.findall(query.rsplit("{", 1)[-1])
    bare += [str(value) for value in thresholds.values() if BARE_FRACTION.fullmatch(str(value))]
    for text in bare:
        yield f"the number {text} has no leading zero; expected {text.replace('.', '0.')}"


def _metric(query: MetricQuery) -> Iterator[str]:
    least, most = WINDOWS
    if not least <= query.window <= most:
        yield f"the window has {query.window} s; expected {least} to {most}"
    counted = [metric.name for metric in metrics(query.expression) if metric.modifier == "count"]
    if counted and query.aggregator != "sum":
        yield f"{query.aggregator}() stands over as_count() of {', '.join(dict.fromkeys(counted))}; expected sum()"


def _thresholds(condition: Condition, given: Mapping[str, float]) -> Iterator[str]:
    critical, warning = given.get("critical"), given.get("warning")
    if critical is not None and critical != condition.threshold:
        yield f"critical is {critical:g}, but the query compares with {condition.written}; expected the same"
    if critical is None and any(name in given for name in ("warning", "criticalRecovery", "warningRecovery")):
        yield f"thresholds {', '.join(sorted(given))} stand without critical; expected critical to be {condition.written}"
    side = SAFE_SIDE.get(condition.comparison)
    if side is None:
        return
    alert = condition.threshold
    if warning is not None and not _beyond(warning, alert, side):
        yield f"warning is {warning:g}; expected a value {side} the critical {alert:g}, since the query alerts at {condition.comparison}"
    yield from _recovery("criticalRecovery", given.get("criticalRecovery"), "critical", alert, side)
    yield from _recovery("warningRecovery", given.get("warningRecovery"), "warning", warning, side)


def _recovery(name: str, recovery: float | None, level: str, threshold: float | None, side: str) -> Iterator[str]:
    if recovery is None:
        return
    if threshold is None:
        yield f"{name} is {recovery:g}, but there is no {level}"
    elif not _beyond(recovery, threshold, side):
        yield f"{name} is {recovery:g}; expected a value {side} the {level} {threshold:g}"


def _beyond(value: float, threshold: float, side: str) -> bool:
    return value < threshold if side == "below" else value > threshold


def _burn(asked: BurnRate, every: Sequence[Planned]) -> Iterator[str]:
    factor = asked.condition.threshold
    if asked.condition.comparison not in {">", ">="}:
        yield f"a burn rate is compared by {asked.condition.comparison}; expected > or >="
    if factor <= 0:
        yield f"the burn rate is {factor:g}; expected more than 0"
    least, most = LONG_WINDOWS
    if not least <= asked.long <= most:
        yield f"the long window has {asked.long} s; expected 1h to 48h"
    if asked.short >= asked.long:
        yield f"the short window has {asked.short} s, the long one {asked.long} s; expected a shorter one"
    yield from _most(asked, factor, every)


def _most(asked: BurnRate, factor: float, every: Sequence[Planned]) -> Iterator[str]:
    for one in of_type(every, resources.OBJECTIVE):
        if asked.slo in {one.name, f"${{index/serviceLevelObjective.{one.name}.id}}"}:
            targets = objective(one).targets
            if asked.over not in targets:
                yield f"the burn rate is over {asked.over}, but {one.name} has a target over {', '.join(sorted(targets)) or 'nothing'}"
            elif factor > (most := 100 / (100 - targets[asked.over])) * (1 + ROUNDING):
                yield f"the burn rate is {factor:g}; expected at most {most:.6g}, all of it bad at a target of {targets[asked.over]:g} %"
            return
    if asked.slo.startswith("${"):
        yield f"the query names the objective {asked.slo}, which the plan does not hold"


def _composite(query: str, every: Sequence[Planned]) -> Iterator[str]:
    named = tuple(dict.fromkeys(references(parse_composite(query))))
    if len(named) > MOST_IN_COMPOSITE:
        yield f"the composite has {len(named)} monitors; expected at most {MOST_IN_COMPOSITE}"
    monitors = {name: one for one in resources.monitors(every) for name in (one.name, one.symbol)}
    for name in named:
        if name.startswith("${") and name not in monitors:
            yield f"the composite names {name}, which the plan does not hold"
        elif name in monitors and monitors[name].type == resources.COMPOSITE_TYPE:
            yield f"the composite names {name}, which is a composite itself; name its monitors instead"
