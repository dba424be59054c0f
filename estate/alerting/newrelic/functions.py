"""The functions of NRQL that a condition may use, from their names and arguments (docs: NRQL reference, aggregator functions)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from estate.alerting.newrelic import syntax
from estate.alerting.newrelic.syntax import Aggregate, Arithmetic, Clamp, Expression, NotSimulatedError, Number, Predicate, Rate, aggregates

BY_NAME = {name.lower(): name for name in ("count", "sum", "average", "min", "max", "latest", "uniqueCount", "percentile")}
CALLS = (*BY_NAME.values(), "percentage", "filter", "rate", "clamp_max", "clamp_min", "abs")
HUNDRED = Number(value=100.0)


def made(name: str, arguments: Sequence[Any]) -> Expression:
    """The expression that a call stands for. NotSimulatedError for a function that is not known, or odd arguments."""
    lower = name.lower()
    if lower in BY_NAME:
        return _aggregate(cast("syntax.Function", BY_NAME[lower]), arguments)
    match lower, arguments:
        case "filter", (Aggregate() as of, ("WHERE", condition)):
            return _filtered(of, condition)
        case "percentage", (Aggregate() as of, ("WHERE", condition)):
            share = Arithmetic(operator="/", left=_filtered(of, condition), right=of)
            return Arithmetic(operator="*", left=share, right=HUNDRED)
        case "rate", (of, ("interval", seconds)):
            return Rate(argument=of, seconds=seconds)
        case ("clamp_max" | "clamp_min") as function, (of, Number(value=bound)):
            return Clamp(function=function, argument=of, bound=bound)
        case "abs", (of,):
            return Clamp(function="abs", argument=of)
    known = lower in {one.lower() for one in CALLS}
    what = f"these arguments of {name}() are" if known else f"the function {name}() is"
    raise NotSimulatedError(f"{what} not simulated; simulated are {', '.join(CALLS)}")


def _aggregate(function: syntax.Function, arguments: Sequence[Any]) -> Aggregate:
    match function, arguments:
        case "count", () | (None,):
            return Aggregate(function="count")
        case "percentile", (operand, Number(value=percent)) if 0 <= percent <= 100 and _is_row(operand):
            return Aggregate(function="percentile", operand=operand, percentile=percent)
        case _, (operand,) if function != "percentile" and _is_row(operand):
            return Aggregate(function=function, operand=operand)
    raise NotSimulatedError(
        f"these arguments of {function}() are not simulated; expected an attribute" + ", then a percentile" * (function == "percentile")
    )


def _is_row(operand: object) -> bool:
    return isinstance(operand, Number | syntax.Attribute | Arithmetic | Clamp) and not any(aggregates(operand))


def _filtered(of: Aggregate, condition: Predicate) -> Aggregate:
    joined = condition if of.condition is None else syntax.Joined(every=True, parts=(of.condition, condition))
    return replace(of, condition=joined)


def check_aggregated(expression: Expression) -> None:
    """NotSimulatedError unless the expression gives one number of many rows."""
    if not any(aggregates(expression)):
        raise NotSimulatedError("the query selects no aggregate: a condition needs one number for each window")
    if any(_bare(expression)):
        raise NotSimulatedError("an attribute stands outside every aggregate function")


def _bare(expression: Expression) -> Sequence[str]:
    match expression:
        case syntax.Attribute():
            return (expression.name,)
        case Arithmetic():
            return (*_bare(expression.left), *_bare(expression.right))
        case Clamp() | Rate():
            return _bare(expression.argument)
    return ()
