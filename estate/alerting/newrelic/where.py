"""Which rows a WHERE lets through."""

import re

import numpy as np

from estate.alerting.newrelic.rows import Mask, Rows
from estate.alerting.newrelic.syntax import Among, Compare, Joined, Like, Missing, NotSimulatedError, Predicate, Scalar
from estate.alerting.series import Attribute, Values

Verdict = bool | Mask
"""For all rows at once, or for each."""


def matching(predicate: Predicate | None, rows: Rows) -> Verdict:
    """The rows that match. NotSimulatedError where that rests on what New Relic does not document.

    Undocumented are: whether a negated comparison holds for a row without the attribute, and whether LIKE minds upper case.
    """
    if predicate is None:
        return True
    sure, maybe = _matching(predicate, rows)
    if np.any(_and(maybe, _not(sure))):
        raise NotSimulatedError(f"rows of {rows.type} match or do not match by undocumented behaviour: {_doubt(predicate, rows)}")
    return sure


def _matching(predicate: Predicate, rows: Rows) -> tuple[Verdict, Verdict]:
    if isinstance(predicate, Joined):
        return _joined(predicate, rows)
    value = _value(rows, predicate.attribute)
    if isinstance(predicate, Missing):
        absent = value is None if not isinstance(value, np.ndarray) else np.isnan(value)
        found = _not(absent) if predicate.negated else absent
        return found, found
    if value is None:
        return False, predicate.negated
    sure, maybe = _like(predicate, value) if isinstance(predicate, Like) else _equal(predicate, value)
    if not predicate.negated:
        return sure, maybe
    sure, maybe = _not(maybe), _not(sure)
    if isinstance(value, np.ndarray):
        sure = sure & ~np.isnan(value)
    return sure, maybe


def _joined(predicate: Joined, rows: Rows) -> tuple[Verdict, Verdict]:
    sure: Verdict = predicate.every
    maybe: Verdict = predicate.every
    for part in predicate.parts:
        if (maybe is False) if predicate.every else (sure is True):
            break
        also_sure, also_maybe = _matching(part, rows)
        sure = _and(sure, also_sure) if predicate.every else _or(sure, also_sure)
        maybe = _and(maybe, also_maybe) if predicate.every else _or(maybe, also_maybe)
    return sure, maybe


def _and(left: Verdict, right: Verdict) -> Verdict:
    return left and right if isinstance(left, bool) and isinstance(right, bool) else np.logical_and(left, right)


def _or(left: Verdict, right: Verdict) -> Verdict:
    return left or right if isinstance(left, bool) and isinstance(right, bool) else np.logical_or(left, right)


def _not(verdict: Verdict) -> Verdict:
    return not verdict if isinstance(verdict, bool) else ~verdict


def _value(rows: Rows, name: str) -> Attribute | Values | None:
    return rows.constants[name] if name in rows.constants else rows.columns.get(name)


def _equal(predicate: Compare | Among, value: Attribute | Values) -> tuple[Verdict, Verdict]:
    wanted = predicate.values if isinstance(predicate, Among) else (predicate.value,)
    found: Verdict = False
    for one in wanted:
        found = _or(found, _compare(value, predicate.operator if isinstance(predicate, Compare) else "=", one, predicate.attribute))
    return found, found


def _compare(value: Attribute | Values, operator: str, wanted: Scalar, name: str) -> Verdict:
    if _kind(value) != _kind(wanted):
        raise NotSimulatedError(f"{name} is {_kind(value)}, compared with {_kind(wanted)} {wanted!r}: how is not documented")
    if operator == "=":
        return value == wanted
    if isinstance(value, str | bool):
        raise NotSimulatedError(f"{name} is {_kind(value)}: its order by {operator} is not documented")
    order = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}[operator]
    found = order(value, wanted)
    return found if isinstance(found, np.ndarray) else bool(found)


def _kind(value: Attribute | Values) -> str:
    return "a truth value" if isinstance(value, bool) else "a text" if isinstance(value, str) else "a number"


def _like(predicate: Like, value: Attribute | Values) -> tuple[Verdict, Verdict]:
    if not isinstance(value, str):
        raise NotSimulatedError(f"{predicate.attribute} is {_kind(value)}: LIKE is for texts")
    pattern = ".*".join(re.escape(part) for part in predicate.pattern.split("%"))
    sure = re.fullmatch(pattern, value, re.DOTALL) is not None
    return sure, re.fullmatch(pattern, value, re.DOTALL | re.IGNORECASE) is not None


def _doubt(predicate: Predicate, rows: Rows) -> str:
    if isinstance(predicate, Joined):
        return next((text for part in predicate.parts if (text := _doubt(part, rows))), "")
    if isinstance(predicate, Like):
        return f"{predicate.attribute} LIKE {predicate.pattern!r} up to upper case"
    return f"{predicate.attribute} is compared where it is missing; ask for IS NOT NULL too" if predicate.negated else ""
