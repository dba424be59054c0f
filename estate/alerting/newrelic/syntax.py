"""What a NRQL condition asks, as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from estate.errors import InputError

Function = Literal["count", "sum", "average", "min", "max", "latest", "uniqueCount", "percentile"]
Operator = Literal["+", "-", "*", "/"]
Comparison = Literal["=", "<", "<=", ">", ">="]
Scalar = str | float | bool


class NotSimulatedError(InputError):
    """Something that the vendor does not publish, refuses, or that the simulator does not know; the text says what."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A plain number."""

    value: float


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """An attribute of a row."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Arithmetic:
    """Two expressions put together."""

    operator: Operator
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, kw_only=True)
class Clamp:
    """An expression that is not let above (`clamp_max`) or below (`clamp_min`) a bound; `abs` has none."""

    function: Literal["clamp_max", "clamp_min", "abs"]
    argument: "Expression"
    bound: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Aggregate:
    """One number of all rows of a window that meet the condition; without an operand all rows count."""

    function: Function
    operand: "Expression | None" = None
    condition: "Predicate | None" = None
    """What `filter()` asks beyond the query's own WHERE."""
    percentile: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Rate:
    """An aggregate for each `seconds` of the window."""

    argument: "Expression"
    seconds: float


Expression = Number | Attribute | Arithmetic | Clamp | Aggregate | Rate


@dataclass(frozen=True, kw_only=True)
class Compare:
    """An attribute against a value."""

    attribute: str
    operator: Comparison
    value: Scalar
    negated: bool = False


@dataclass(frozen=True, kw_only=True)
class Among:
    """An attribute among values."""

    attribute: str
    values: tuple[Scalar, ...]
    negated: bool = False


@dataclass(frozen=True, kw_only=True)
class Like:
    """A text in which `%` stands for anything."""

    attribute: str
    pattern: str
    negated: bool = False


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A row without the attribute."""

    attribute: str
    negated: bool = False


@dataclass(frozen=True, kw_only=True)
class Joined:
    """All (`AND`) or any (`OR`) of several."""

    every: bool
    parts: tuple["Predicate", ...]


Predicate = Compare | Among | Like | Missing | Joined


@dataclass(frozen=True, kw_only=True)
class Query:
    """A NRQL condition's query."""

    select: Expression
    types: tuple[str, ...]
    where: Predicate | None
    facets: tuple[str, ...]
    text: str


def aggregates(expression: Expression) -> Iterator[Aggregate]:
    """Every aggregate of an expression."""
    match expression:
        case Aggregate():
            yield expression
        case Arithmetic():
            yield from aggregates(expression.left)
            yield from aggregates(expression.right)
        case Clamp() | Rate():
            yield from aggregates(expression.argument)


def attributes(expression: Expression | None) -> Iterator[str]:
    """Every attribute that an expression takes values of."""
    match expression:
        case Attribute():
            yield expression.name
        case Arithmetic():
            yield from attributes(expression.left)
            yield from attributes(expression.right)
        case Clamp() | Rate():
            yield from attributes(expression.argument)
        case Aggregate():
            yield from attributes(expression.operand)


def conditions(predicate: Predicate | None) -> Iterator[str]:
    """Every attribute that a predicate asks for."""
    if isinstance(predicate, Joined):
        for part in predicate.parts:
            yield from conditions(part)
    elif predicate is not None:
        yield predicate.attribute
