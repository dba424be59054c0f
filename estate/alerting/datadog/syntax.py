"""What a monitor asks, as a tree."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, Protocol

Aggregator = Literal["avg", "max", "min", "sum", "count", "percentile"]
Comparison = Literal[">", ">=", "<", "<=", "==", "!="]
Tags = Mapping[str, str]


class Tagged(Protocol):
    """What has tags: a mapping, or something in which a key has several values."""

    def items(self) -> Iterable[tuple[str, str]]:
        """Every key with every value."""
        ...


class NotSimulatedError(ValueError):
    """What the simulator will not guess; the text says what and why."""


@dataclass(frozen=True, kw_only=True)
class Tag:
    """`key:value`, where a star stands for any text."""

    key: str
    value: str

    def matches(self, tags: Tagged) -> bool:
        """Whether a series with these tags is meant."""
        return any(key == self.key and fnmatchcase(value, self.value) for key, value in tags.items())


@dataclass(frozen=True, kw_only=True)
class Everything:
    """The scope `*`."""

    def matches(self, tags: Tagged) -> bool:  # noqa: ARG002 - the same question for every scope
        """Always."""
        return True


@dataclass(frozen=True, kw_only=True)
class Negated:
    """`!` or NOT."""

    scope: "Scope"

    def matches(self, tags: Tagged) -> bool:
        """Whether the inner one does not match."""
        return not self.scope.matches(tags)


@dataclass(frozen=True, kw_only=True)
class Several:
    """A comma or AND where all must match, OR and IN where one does."""

    scopes: tuple["Scope", ...]
    every: bool

    def matches(self, tags: Tagged) -> bool:
        """Whether all, or one, of them match."""
        return (all if self.every else any)(scope.matches(tags) for scope in self.scopes)


Scope = Tag | Everything | Negated | Several


@dataclass(frozen=True, kw_only=True)
class Fill:
    """How a gap of at most `limit` seconds is filled."""

    method: Literal["last", "linear", "null", "zero"]
    limit: int


@dataclass(frozen=True, kw_only=True)
class Rollup:
    """The points of each interval of so many seconds as one; without an interval the points stay as they are."""

    method: Aggregator | None
    """None for what the metric's type has by itself."""
    interval: int | None


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What the value is compared with."""

    comparison: Comparison
    threshold: float
    written: str
    """The threshold as the query has it."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """One metric: which series, how they are put together, by which tags they stay apart."""

    space: str
    """`avg`, `max`, `min`, `sum`, `count`, or a percentile such as `p95`."""
    name: str
    scope: Scope
    by: tuple[str, ...] = ()
    modifier: Literal["count", "rate"] | None = None
    rollup: Rollup | None = None
    fill: Fill | None = None
    bound: Condition | None = None
    """For `count(v: v>=1):` of a distribution: which samples are counted."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A plain number."""

    value: float


@dataclass(frozen=True, kw_only=True)
class Variable:
    """The name of a query in the formula of an objective."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Arithmetic:
    """Two expressions and what is between them."""

    operator: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A function of a series."""

    function: str
    argument: "Expression"
    parameters: tuple[float | str, ...]


Expression = Metric | Number | Variable | Arithmetic | Call


@dataclass(frozen=True, kw_only=True)
class MetricQuery:
    """A threshold or change monitor; lengths in seconds."""

    aggregator: Aggregator
    window: int
    unit: Literal["m", "h", "d", "mo"]
    """In which the window is written: the size of the buckets of a full window hangs on it."""
    expression: Expression
    condition: Condition
    change: Literal["change", "pct_change"] | None = None
    shift: int = 0


@dataclass(frozen=True, kw_only=True)
class BurnRate:
    """How fast an objective's budget is used, over a long and a short window; lengths in seconds."""

    slo: str
    over: str
    long: int
    short: int
    condition: Condition


@dataclass(frozen=True, kw_only=True)
class ErrorBudget:
    """The per cent of an objective's budget that is used up."""

    slo: str
    over: str
    condition: Condition


@dataclass(frozen=True, kw_only=True)
class Reference:
    """Another monitor, by its id or the symbol of its id."""

    monitor: str


@dataclass(frozen=True, kw_only=True)
class Not:
    """The other way round."""

    operand: "Trigger"


@dataclass(frozen=True, kw_only=True)
class Both:
    """`&&`, and `||` where `every` is false."""

    operands: tuple["Trigger", ...]
    every: bool


Trigger = Reference | Not | Both
Query = MetricQuery | BurnRate | ErrorBudget | Trigger


def metrics(expression: Expression) -> Iterator[Metric]:
    """Every metric in it, from left to right."""
    match expression:
        case Metric():
            yield expression
        case Arithmetic():
            yield from metrics(expression.left)
            yield from metrics(expression.right)
        case Call():
            yield from metrics(expression.argument)
        case _:
            return


def calls(expression: Expression) -> Iterator[Call]:
    """Every function call in it."""
    match expression:
        case Arithmetic():
            yield from calls(expression.left)
            yield from calls(expression.right)
        case Call():
            yield expression
            yield from calls(expression.argument)
        case _:
            return


def references(trigger: Trigger) -> Iterator[str]:
    """Every monitor that a composite names."""
    match trigger:
        case Reference():
            yield trigger.monitor
        case Not():
            yield from references(trigger.operand)
        case Both():
            for operand in trigger.operands:
                yield from references(operand)
