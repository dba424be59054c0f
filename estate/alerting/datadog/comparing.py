"""Values against thresholds."""

import numpy as np

from estate.alerting.datadog.ranges import Present
from estate.alerting.datadog.syntax import Comparison
from estate.alerting.series import Values

ROUNDING = 1e-12
"""Values that differ from a threshold by less than this share of it are equal to it: no more than the error of adding them up."""


def breaches(value: Values, comparison: Comparison, threshold: float) -> Present:
    """Where the value is on the wrong side of the threshold; a NaN never is, except for `!=`."""
    margin = abs(threshold) * ROUNDING
    match comparison:
        case ">":
            return value > threshold + margin
        case ">=":
            return value >= threshold - margin
        case "<":
            return value < threshold - margin
        case "<=":
            return value <= threshold + margin
        case "==":
            return np.abs(value - threshold) <= margin
    return np.abs(value - threshold) > margin
