"""What a query reads from: series and events as the rows that New Relic would have stored.

A `Series` is a metric: `Series.metric` is the attribute that holds its values, `Series.tags` are the other attributes, as they
are. It belongs to `Metric`, or to the type that its tag `eventType` names (`SystemSample`); the series of one sample type that
share their tags and times are columns of one row, as the agent sends them. A distribution's samples are rows by themselves
(`duration.ms` of `Span`). `Events` are rows of their own type.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from estate.alerting.newrelic.panes import merged
from estate.alerting.newrelic.syntax import NotSimulatedError, Query, aggregates, attributes, conditions
from estate.alerting.series import Attribute, Events, Series, Times, Values

METRIC = "Metric"
EVENT_TYPE = "eventType"
METRIC_NAME = "metricName"

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Rows:
    """Rows that differ in time and in their columns alone; `weights[i]` equal ones stand at `times[i]`, None means one."""

    type: str
    constants: Mapping[str, Attribute]
    columns: Mapping[str, Values]
    """NaN where a row lacks the attribute."""
    times: Times
    weights: Values | None = None

    def has(self, name: str) -> bool:
        """Whether any of the rows has the attribute."""
        return name in self.constants or name in self.columns

    def where(self, mask: Mask) -> "Rows":
        """The rows under the mask."""
        columns = {name: column[mask] for name, column in self.columns.items()}
        weights = None if self.weights is None else self.weights[mask]
        return Rows(type=self.type, constants=self.constants, columns=columns, times=self.times[mask], weights=weights)


def rows_of(data: Iterable[Series | Events]) -> tuple[Rows, ...]:
    """Everything as rows."""
    found: list[Rows] = []
    samples: dict[tuple[tuple[str, str], ...], list[Series]] = {}
    for one in data:
        if isinstance(one, Events):
            found.append(Rows(type=one.type, constants=one.attributes, columns={}, times=one.times, weights=one.counts))
        elif EVENT_TYPE in one.tags:
            samples.setdefault(tuple(sorted(one.tags.items())), []).append(one)
        else:
            found.append(_metric(one))
    return (*found, *(_sample(dict(tags), series) for tags, series in samples.items()))


def _metric(series: Series) -> Rows:
    constants = {**series.tags, METRIC_NAME: series.metric}
    weights = series.weights if series.kind == "distribution" else None
    return Rows(type=METRIC, constants=constants, columns={series.metric: series.values}, times=series.times, weights=weights)


def _sample(tags: dict[str, str], series: Sequence[Series]) -> Rows:
    kind = tags.pop(EVENT_TYPE)
    weights = _weights(series, kind)
    times = merged([one.times for one in series])
    columns = {one.metric: one.values if len(one.times) == len(times) else _laid(one, times) for one in series}
    return Rows(type=kind, constants=tags, columns=columns, times=times, weights=weights)


def _weights(series: Sequence[Series], kind: str) -> Values | None:
    """Those of a distribution, whose samples are the rows; beside another series it is not said which rows are whose."""
    if all(one.kind != "distribution" for one in series):
        return None
    if len(series) > 1:
        raise NotSimulatedError(f"{kind} has a distribution and {len(series) - 1} other series with the same tags; expected events")
    return series[0].weights


def _laid(series: Series, times: Times) -> Values:
    column = np.full(len(times), np.nan)
    column[np.searchsorted(times, series.times)] = series.values
    return column


def asked(query: Query, every: Iterable[Rows]) -> list[Rows]:
    """The rows of the query's types; of metrics those alone that it names, as a signal is made of them."""
    names = {name for one in aggregates(query.select) for name in (*attributes(one.operand), *conditions(one.condition))}
    return [one for one in every if one.type in query.types and (one.type != METRIC or not names or any(one.has(name) for name in names))]


def check_metrics(query: Query) -> None:
    """NotSimulatedError where one row would have to hold two metrics: each has its own."""
    if METRIC in query.types:
        for one in aggregates(query.select):
            if len(set(attributes(one.operand))) > 1:
                raise NotSimulatedError(f"{one.function}() of two metrics at once: a row of Metric holds one")
