"""From the text of a query to its tree; what the grammar does not know is not simulated, by name."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from estate.alerting.datadog import syntax
from estate.alerting.datadog.syntax import NotSimulatedError

SECONDS = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800, "mo": 730 * 3600}
"""A month is 730 hours (docs: monitors/types/metric, evaluation window)."""

# Datadog publishes what these give, not how they compute it (docs: monitors/types/forecasts, anomaly, outlier).
UNPUBLISHED = frozenset({"anomalies", "forecast", "outliers"})
# Functions of a series (docs: dashboards/functions) with their number of parameters after the series.
FUNCTIONS = {
    "abs": 0,
    "clamp_max": 1,
    "clamp_min": 1,
    "cutoff_max": 1,
    "cutoff_min": 1,
    "default_zero": 0,
    "is_between": 2,
    "is_greater": 1,
    "is_less": 1,
    "moving_rollup": 2,
}
FILL_LIMIT = 300
"""Seconds; the default of `.fill()` and of the interpolation of gauges (docs: monitors/guide/monitor-arithmetic-and-sparse-metrics)."""

Start = Literal["monitor", "slo", "composite", "expression"]


@cache
def _parser(start: Start) -> Lark:
    grammar = files("estate.alerting.datadog").joinpath("query.lark").read_text()
    return Lark(grammar, parser="lalr", start=start, maybe_placeholders=False)


def parse(text: str, start: Start) -> syntax.Query | syntax.Expression:
    """The tree of a query. NotSimulatedError says what in it is unknown, and at which column."""
    try:
        return _Tree().transform(_parser(start).parse(text))
    except UnexpectedInput as error:
        raise NotSimulatedError(f"the grammar does not know what stands at column {error.column} of {text!r}") from None
    except VisitError as error:
        if isinstance(error.orig_exc, NotSimulatedError):
            raise error.orig_exc from None
        raise


@cache
def parse_monitor(text: str) -> syntax.MetricQuery:
    """The query of a metric monitor."""
    return cast("syntax.MetricQuery", parse(text, "monitor"))


@cache
def parse_slo(text: str) -> syntax.BurnRate | syntax.ErrorBudget:
    """The query of an SLO alert."""
    return cast("syntax.BurnRate | syntax.ErrorBudget", parse(text, "slo"))


@cache
def parse_composite(text: str) -> syntax.Trigger:
    """The query of a composite."""
    return cast("syntax.Trigger", parse(text, "composite"))


@cache
def parse_expression(text: str) -> syntax.Expression:
    """A query or a formula without a condition, as objectives have them."""
    return cast("syntax.Expression", parse(text, "expression"))


def seconds(text: str) -> int:
    """The length of `5m`, `last_1h` or `30d`."""
    digits = text.removeprefix("last_")
    unit = digits.lstrip("0123456789")
    if text.startswith("current_") or unit not in SECONDS:
        raise NotSimulatedError(f"the window {text} is not simulated; expected one such as last_5m")
    return int(digits.removesuffix(unit)) * SECONDS[unit]


def _unit(window: str) -> Literal["m", "h", "d", "mo"]:
    unit = window.removeprefix("last_").lstrip("0123456789")
    return "d" if unit == "w" else cast("Literal['m', 'h', 'd', 'mo']", unit)


def _number(token: str) -> float:
    return float(token)


def _bare(token: str) -> str:
    return token[1:-1]


def _parameter(token: Token) -> float | str:
    if token.type == "NUMBER":
        return float(token)
    return _bare(token) if token.type == "TEXT" else str(token)


@dataclass(frozen=True, kw_only=True)
class _Method:
    name: str
    parameters: tuple[float | str, ...]


@v_args(inline=True)
class _Tree(Transformer[Token, syntax.Query | syntax.Expression]):
    def monitor(self, aggregation: dict[str, Any], expression: syntax.Expression, condition: syntax.Condition) -> syntax.MetricQuery:
        return syntax.MetricQuery(expression=expression, condition=condition, **aggregation)

    def over(self, aggregator: Token, window: Token) -> dict[str, Any]:
        return {"aggregator": str(aggregator), "window": seconds(window), "unit": _unit(window)}

    def change(self, kind: Token, aggregator: Token, window: Token, shift: Token) -> dict[str, Any]:
        return {**self.over(aggregator, window), "change": str(kind), "shift": seconds(shift)}

    def comparison(self, operator: Token, *number: Token) -> syntax.Condition:
        written = "".join(number)
        return syntax.Condition(comparison=cast("syntax.Comparison", str(operator)), threshold=_number(written), written=written)

    def expression(self, inner: syntax.Expression) -> syntax.Expression:
        return inner

    def add(self, left: syntax.Expression, right: syntax.Expression) -> syntax.Expression:
        return syntax.Arithmetic(operator="+", left=left, right=right)

    def subtract(self, left: syntax.Expression, right: syntax.Expression) -> syntax.Expression:
        return syntax.Arithmetic(operator="-", left=left, right=right)

    def multiply(self, left: syntax.Expression, right: syntax.Expression) -> syntax.Expression:
        return syntax.Arithmetic(operator="*", left=left, right=right)

    def divide(self, left: syntax.Expression, right: syntax.Expression) -> syntax.Expression:
        return syntax.Arithmetic(operator="/", left=left, right=right)

    def number(self, token: Token) -> syntax.Expression:
        return syntax.Number(value=_number(token))

    def negative(self, inner: syntax.Expression) -> syntax.Expression:
        return syntax.Arithmetic(operator="*", left=syntax.Number(value=-1.0), right=inner)

    def variable(self, name: Token) -> syntax.Expression:
        return syntax.Variable(name=str(name))

    def text(self, token: Token) -> str:
        return _bare(token)

    def keyword(self, name: Token, value: Token) -> str:
        return f"{name}={value}"

    def call(self, name: Token, *arguments: syntax.Expression | str) -> syntax.Expression:
        if name in UNPUBLISHED:
            raise NotSimulatedError(f"Datadog does not publish how {name}() computes")
        if name not in FUNCTIONS:
            raise NotSimulatedError(f"the function {name}() is not simulated; simulated are {', '.join(sorted(FUNCTIONS))}")
        argument, *rest = arguments or ("",)
        if isinstance(argument, str) or len(rest) != FUNCTIONS[str(name)]:
            raise NotSimulatedError(f"{name}() is simulated with a series and {FUNCTIONS[str(name)]} more; got {len(arguments)} in all")
        return syntax.Call(function=str(name), argument=argument, parameters=tuple(_constant(name, one) for one in rest))

    def query(self, space: Token, metric: Token, scope: syntax.Scope, *rest: object) -> syntax.Expression:
        by = next((one for one in rest if isinstance(one, tuple)), ())
        methods: dict[str, tuple[float | str, ...]] = {one.name: one.parameters for one in rest if isinstance(one, _Method)}
        how, bound = ("count", _bound(space)) if space.type == "COUNTED" else (str(space), None)
        return syntax.Metric(space=how, bound=bound, name=str(metric), scope=scope, by=by, **_modifiers(methods))

    def by(self, *keys: Token) -> tuple[str, ...]:
        return tuple(str(key) for key in keys)

    def method(self, name: Token, *parameters: Token) -> "_Method":
        return _Method(name=str(name), parameters=tuple(_parameter(one) for one in parameters))

    def scope(self, inner: syntax.Scope) -> syntax.Scope:
        return inner

    def either(self, *scopes: syntax.Scope) -> syntax.Scope:
        return syntax.Several(scopes=scopes, every=False)

    def both(self, *scopes: syntax.Scope) -> syntax.Scope:
        return syntax.Several(scopes=scopes, every=True)

    def everything(self) -> syntax.Scope:
        return syntax.Everything()

    def tag(self, token: Token) -> syntax.Scope:
        key, _, value = token.partition(":")
        return syntax.Tag(key=key, value=value)

    def negated(self, inner: syntax.Scope) -> syntax.Scope:
        return syntax.Negated(scope=inner)

    def among(self, key: Token, *values: Token) -> syntax.Scope:
        return syntax.Several(scopes=tuple(syntax.Tag(key=str(key), value=str(value)) for value in values), every=False)

    def not_among(self, key: Token, *values: Token) -> syntax.Scope:
        return syntax.Negated(scope=self.among(key, *values))

    def burn(self, slo: Token, over: Token, long: Token, short: Token) -> dict[str, Any]:
        return {"slo": _bare(slo), "over": _bare(over), "long": seconds(_bare(long)), "short": seconds(_bare(short))}

    def budget(self, slo: Token, over: Token) -> dict[str, Any]:
        return {"slo": _bare(slo), "over": _bare(over)}

    def slo(self, asked: dict[str, Any], condition: syntax.Condition) -> syntax.Query:
        kind = syntax.BurnRate if "long" in asked else syntax.ErrorBudget
        return kind(condition=condition, **asked)

    def composite(self, inner: syntax.Trigger) -> syntax.Trigger:
        return inner

    def any(self, *operands: syntax.Trigger) -> syntax.Trigger:
        return syntax.Both(operands=operands, every=False)

    def all(self, *operands: syntax.Trigger) -> syntax.Trigger:
        return syntax.Both(operands=operands, every=True)

    def inverse(self, operand: syntax.Trigger) -> syntax.Trigger:
        return syntax.Not(operand=operand)

    def reference(self, token: Token) -> syntax.Trigger:
        return syntax.Reference(monitor=str(token))


def _constant(function: str, argument: syntax.Expression | str) -> float | str:
    match argument:
        case str():
            return argument
        case syntax.Number():
            return argument.value
        case syntax.Variable():
            return argument.name
        case syntax.Arithmetic(operator="*", left=syntax.Number(value=sign), right=syntax.Number(value=value)):
            return sign * value
    raise NotSimulatedError(f"{function}() is simulated with plain numbers beside its series")


def _bound(counted: Token) -> syntax.Condition:
    found = re.search(r"(<=|>=|==|!=|<|>)\s*([\d.]+)", counted)
    if found is None:
        raise NotSimulatedError(f"{counted} counts nothing")
    return syntax.Condition(comparison=cast("syntax.Comparison", found[1]), threshold=float(found[2]), written=found[2])


def _modifiers(methods: dict[str, tuple[float | str, ...]]) -> dict[str, Any]:
    unknown = sorted(set(methods) - {"as_count", "as_rate", "rollup", "fill"})
    if unknown:
        raise NotSimulatedError(f"the method .{unknown[0]}() is not simulated; simulated are as_count, as_rate, fill, rollup")
    modifier = "count" if "as_count" in methods else "rate" if "as_rate" in methods else None
    rollup = _rollup(methods["rollup"]) if "rollup" in methods else None
    return {"modifier": modifier, "rollup": rollup, "fill": _fill(methods["fill"]) if "fill" in methods else None}


def _rollup(parameters: tuple[float | str, ...]) -> syntax.Rollup:
    match parameters:
        case [str(method)] if method in get_args(syntax.Aggregator):
            return syntax.Rollup(method=cast("syntax.Aggregator", method), interval=None)
        case [str(method), float(interval)] if method in get_args(syntax.Aggregator):
            return syntax.Rollup(method=cast("syntax.Aggregator", method), interval=_interval(int(interval)))
        case [float(interval)]:
            return syntax.Rollup(method="avg", interval=_interval(int(interval)))
    raise NotSimulatedError(f".rollup({', '.join(map(str, parameters))}) is not simulated; expected a method and seconds")


def _interval(interval: int) -> int:
    if interval < 60 or interval % 60 or 86_400 % interval:
        raise NotSimulatedError(f"a rollup of {interval} s is not simulated; expected whole minutes that divide a day")
    return interval


def _fill(parameters: tuple[float | str, ...]) -> syntax.Fill:
    match parameters:
        case ["last" | "linear" | "null" | "zero" as method]:
            return syntax.Fill(method=method, limit=FILL_LIMIT)
        case ["last" | "linear" | "null" | "zero" as method, float(limit)]:
            return syntax.Fill(method=method, limit=int(limit))
    raise NotSimulatedError(f".fill({', '.join(map(str, parameters))}) is not simulated; expected last, linear, null or zero")
