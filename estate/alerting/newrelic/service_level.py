"""The metrics that a service level makes of its events: `newrelic.sli.valid`, `.good` and `.bad`.

New Relic writes them about every minute; when exactly is not published, so here they carry the times of the events themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from estate.alerting.newrelic.parse import parse
from estate.alerting.newrelic.resources import SERVICE_LEVEL, symbol
from estate.alerting.newrelic.rows import METRIC, Rows
from estate.alerting.newrelic.syntax import NotSimulatedError, Query
from estate.alerting.newrelic.where import matching
from estate.alerting.planned import Planned, of_type
from estate.alerting.series import Times, Values

METRICS = {"validEvents": "newrelic.sli.valid", "goodEvents": "newrelic.sli.good", "badEvents": "newrelic.sli.bad"}


def indicators(planned: Iterable[Planned], every: Sequence[Rows]) -> Iterator[Rows]:
    """The metrics of every service level of the plan."""
    for level in of_type(planned, SERVICE_LEVEL):
        events = level.inputs.get("events") or {}
        guid = symbol(level, "sliGuid")
        constants = {"sli.guid": guid, "entity.guid": guid, "sli.name": str(level.inputs.get("name", level.name))}
        for part, metric in METRICS.items():
            if events.get(part):
                yield from _metric(level, events[part], metric, constants, every)


def _metric(level: Planned, part: Mapping[str, Any], metric: str, constants: Mapping[str, str], every: Sequence[Rows]) -> Iterator[Rows]:
    query = _query(level, part)
    for rows in every:
        found = matching(query.where, rows) if rows.type in query.types else False
        if found is False:
            continue
        kept = rows if found is True else rows.where(np.asarray(found))
        times, values = _summed(kept.times, _amounts(level, part, kept))
        yield Rows(type=METRIC, constants={**constants, "metricName": metric}, columns={metric: values}, times=times)


def _query(level: Planned, part: Mapping[str, Any]) -> Query:
    where = ("WHERE", str(part["where"])) if part.get("where") else ()
    try:
        return parse(" ".join(("SELECT count(*) FROM", str(part["from"]), *where)))
    except NotSimulatedError as error:
        raise NotSimulatedError(f"the service level {level.name}: {error}") from None


def _amounts(level: Planned, part: Mapping[str, Any], rows: Rows) -> Values:
    select = part.get("select") or {}
    function, attribute = str(select.get("function") or "COUNT").upper(), select.get("attribute")
    weights = np.ones(len(rows.times)) if rows.weights is None else rows.weights
    if function == "COUNT" and not attribute:
        return weights
    if function == "SUM" and attribute:
        value = rows.columns.get(str(attribute), rows.constants.get(str(attribute), 0.0))
        if not isinstance(value, str):
            return np.nan_to_num(np.asarray(value, dtype=float)) * weights
    raise NotSimulatedError(
        f"the service level {level.name} selects {function} of {attribute or '*'}; simulated are COUNT and SUM of a number"
    )


def _summed(times: Times, amounts: Values) -> tuple[Times, Values]:
    if not times.size or bool((np.diff(times) > 0).all()):
        return times, amounts
    distinct, places = np.unique(times, return_inverse=True)
    return distinct, np.bincount(places, weights=amounts).astype(np.float64)
