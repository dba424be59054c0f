"""The functions of a series (docs: dashboards/functions/arithmetic, exclusion, rollup; metrics/nested_queries)."""

from collections.abc import Callable

import numpy as np

from estate.alerting.datadog.field import Field, aggregate_cells
from estate.alerting.datadog.frame import MINUTE
from estate.alerting.datadog.ranges import Uneven
from estate.alerting.datadog.syntax import Call, NotSimulatedError
from estate.alerting.series import Values

AGGREGATORS = ("avg", "count", "max", "min", "sum")


def elementwise(call: Call) -> Callable[[Values], Values]:
    """What the call does to every value; a null stays one, unless the documents say otherwise."""
    numbers = tuple(_number(call, one) for one in call.parameters)
    return lambda values: _apply(call.function, values, numbers)


def _apply(function: str, values: Values, numbers: tuple[float, ...]) -> Values:
    match function, numbers:
        case "abs", ():
            return np.abs(values)
        case "default_zero", ():
            return np.nan_to_num(values, nan=0.0)
        case "clamp_min", (least,):
            return np.fmax(values, least)
        case "clamp_max", (most,):
            return np.fmin(values, most)
        case "cutoff_min", (least,):
            return np.where(values < least, np.nan, values)
        case "cutoff_max", (most,):
            return np.where(values > most, np.nan, values)
        case "is_greater", (bound,):
            return _one_where(values > bound, values)
        case "is_less", (bound,):
            return _one_where(values < bound, values)
        case "is_between", (low, high):
            return _one_where((values >= low) & (values <= high), values)
    raise NotSimulatedError(f"{function}() does not stand here")


def _one_where(true: np.ndarray, values: Values) -> Values:
    return np.where(np.isnan(values), np.nan, true.astype(float))


def moving(field: Field, call: Call) -> Field:
    """`moving_rollup(series, seconds, method)`: every cell with those before it, so many seconds in all."""
    length, method = call.parameters
    span = int(_number(call, length)) // MINUTE
    if field.cell != 1 or span < 1 or method not in AGGREGATORS:
        simulated = f"simulated without a rollup, over minutes, by {', '.join(AGGREGATORS)}"
        raise NotSimulatedError(f"moving_rollup(..., {length}, {method}) is not simulated; {simulated}")
    places = np.arange(len(field.cells))
    ranges = Uneven(low=np.maximum(places - span + 1, 0), high=places + 1)
    return Field(cells=aggregate_cells(field.cells, str(method), ranges), cell=1, counted=field.counted, settled=field.settled)


def _number(call: Call, parameter: float | str) -> float:
    if isinstance(parameter, str):
        raise NotSimulatedError(f"{call.function}() is simulated with numbers; got {parameter!r}")
    return parameter
