"""From the text of a NRQL condition to its tree; what the grammar does not know is not simulated, by name."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args
from lark.exceptions import VisitError

from estate.alerting.newrelic import syntax
from estate.alerting.newrelic.functions import check_aggregated, made
from estate.alerting.newrelic.syntax import Arithmetic, Expression, NotSimulatedError, Predicate, Query

# Clauses that a condition may not have (docs: alerts, create NRQL alert conditions, "Reformatting incompatible NRQL").
REFUSED = ("SINCE", "UNTIL", "LIMIT", "COMPARE WITH", "TIMESERIES", "SLIDE BY", "PREDICT")
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
QUOTES = re.compile(r"'(\\.|[^'\\])*'|`[^`]*`")
SUBQUERY = re.compile(r"\(\s*(SELECT|FROM)\b", re.IGNORECASE)
NESTED = re.compile(r"\bFROM\s*\(\s*(SELECT|FROM)\b", re.IGNORECASE)
"""A query in place of what FROM reads, which a condition may have; anywhere else it is a subquery, which it may not."""


@cache
def _parser() -> Lark:
    return Lark(
        files("estate.alerting.newrelic").joinpath("nrql.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start="query",
        maybe_placeholders=False,
    )


@cache
def parse(text: str) -> Query:
    """The tree of a query. NotSimulatedError says what in it is refused or unknown, and at which column."""
    _refuse_clauses(text)
    try:
        return replace(_Tree().transform(_parser().parse(text)), text=text)
    except UnexpectedInput as error:
        raise NotSimulatedError(f"the grammar does not know what stands at column {error.column} of {text!r}") from None
    except VisitError as error:
        if isinstance(error.orig_exc, NotSimulatedError):
            raise error.orig_exc from None
        raise


def refused_clauses(text: str) -> list[str]:
    """The clauses of a query that a condition may not have."""
    bare = QUOTES.sub("''", text)
    return [one for one in REFUSED if re.search(r"\b" + one.replace(" ", r"\s+") + r"\b", bare, re.IGNORECASE)]


def _refuse_clauses(text: str) -> None:
    for clause in refused_clauses(text):
        raise NotSimulatedError(f"a NRQL condition may not have {clause}: {text!r}")
    if SUBQUERY.search(QUOTES.sub("''", text)):
        raise NotSimulatedError(f"nested aggregation and subqueries are not simulated: {text!r}")


def negated(predicate: Predicate) -> Predicate:
    """The opposite, with every NOT at a leaf."""
    if isinstance(predicate, syntax.Joined):
        return syntax.Joined(every=not predicate.every, parts=tuple(map(negated, predicate.parts)))
    return replace(predicate, negated=not predicate.negated)


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


@v_args(inline=True)
class _Tree(Transformer[Token, Query]):
    def query(self, *clauses: tuple[str, Any]) -> Query:
        found = dict(clauses)
        if len(found) < len(clauses):
            raise NotSimulatedError("a clause stands twice in the query")
        for clause in ("SELECT", "FROM"):
            if clause not in found:
                raise NotSimulatedError(f"the query has no {clause}")
        return Query(select=found["SELECT"], types=found["FROM"], where=found.get("WHERE"), facets=found.get("FACET", ()), text="")

    def select(self, *items: Expression) -> tuple[str, Expression]:
        if len(items) > 1:
            raise NotSimulatedError(f"a condition selects one number, not {len(items)}")
        check_aggregated(items[0])
        return "SELECT", items[0]

    def item(self, expression: Expression, _alias: object = None) -> Expression:
        return expression

    def from_(self, *types: Token) -> tuple[str, tuple[str, ...]]:
        return "FROM", tuple(map(str, types))

    def where(self, predicate: Predicate) -> tuple[str, Predicate]:
        return "WHERE", predicate

    def facet(self, *names: str) -> tuple[str, tuple[str, ...]]:
        return "FACET", names

    def facet_of(self, name: str, _alias: object = None) -> str:
        return name

    def add(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic(operator="+", left=left, right=right)

    def subtract(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic(operator="-", left=left, right=right)

    def multiply(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic(operator="*", left=left, right=right)

    def divide(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic(operator="/", left=left, right=right)

    def number(self, text: Token) -> syntax.Number:
        return syntax.Number(value=float(text))

    def negative(self, of: Expression) -> Arithmetic:
        return Arithmetic(operator="-", left=syntax.Number(value=0.0), right=of)

    def attribute(self, name: str) -> syntax.Attribute:
        return syntax.Attribute(name=name)

    def NAME(self, token: Token) -> str:  # noqa: N802 - the grammar's name
        return str(token)

    def QUOTED(self, token: Token) -> str:  # noqa: N802 - the grammar's name
        return str(token)[1:-1]

    def star(self) -> None:
        return None

    def interval(self, number: Token, unit: str) -> tuple[str, float]:
        if unit.lower().removesuffix("s") not in UNITS:
            raise NotSimulatedError(f"the interval {number} {unit}; expected one of {', '.join(UNITS)}")
        return "interval", float(number) * UNITS[unit.lower().removesuffix("s")]

    def call(self, name: str, *arguments: Any) -> Expression:
        return made(name, arguments)

    def either(self, *parts: Predicate) -> Predicate:
        return syntax.Joined(every=False, parts=parts)

    def both(self, *parts: Predicate) -> Predicate:
        return syntax.Joined(every=True, parts=parts)

    def negated(self, predicate: Predicate) -> Predicate:
        return negated(predicate)

    def comparison(self, attribute: str, operator: Token, value: syntax.Scalar | syntax.Number) -> Predicate:
        equal = str(operator) == "!="
        kind = cast("syntax.Comparison", "=" if equal else str(operator))
        return syntax.Compare(attribute=attribute, operator=kind, value=_literal(value), negated=equal)

    def among(self, attribute: str, *values: syntax.Scalar | syntax.Number) -> Predicate:
        return syntax.Among(attribute=attribute, values=tuple(map(_literal, values)))

    def not_among(self, attribute: str, *values: syntax.Scalar | syntax.Number) -> Predicate:
        return syntax.Among(attribute=attribute, values=tuple(map(_literal, values)), negated=True)

    def like(self, attribute: str, pattern: str) -> Predicate:
        return syntax.Like(attribute=attribute, pattern=pattern)

    def not_like(self, attribute: str, pattern: str) -> Predicate:
        return syntax.Like(attribute=attribute, pattern=pattern, negated=True)

    def is_null(self, attribute: str) -> Predicate:
        return syntax.Missing(attribute=attribute)

    def is_not_null(self, attribute: str) -> Predicate:
        return syntax.Missing(attribute=attribute, negated=True)

    def is_true(self, attribute: str) -> Predicate:
        return syntax.Compare(attribute=attribute, operator="=", value=True)

    def is_false(self, attribute: str) -> Predicate:
        return syntax.Compare(attribute=attribute, operator="=", value=False)

    def text(self, token: Token) -> str:
        return _plain(token)

    def negative_number(self, token: Token) -> float:
        return -float(token)

    def true(self) -> bool:
        return True

    def false(self) -> bool:
        return False


def _literal(value: syntax.Scalar | syntax.Number) -> syntax.Scalar:
    return value.value if isinstance(value, syntax.Number) else value
