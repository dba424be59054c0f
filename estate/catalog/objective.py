"""What a service promises: how much of what, over which period."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from estate.catalog.fact import Duration, Fact, Name, matching
from estate.catalog.mistakes import show

DECIMALS = 3  # of a target, at most (Datadog: metric and time-slice objectives)
PERIODS = ("7d", "30d", "90d")  # of Datadog; New Relic has 1, 7 and 28 days, and what becomes of 30d there says estate.alerting.periods


def parse_percent(value: object) -> Fraction:
    """`99.95` as an exact share of a hundred; nothing, everything, and what is finer than three decimals raise ValueError."""
    if isinstance(value, Fraction):
        return value
    exact = _number(value)
    if not 0 < exact < 100:
        raise ValueError(f"{value} is no objective: nothing and everything leave no error budget; expected more than 0 and less than 100")
    if exact != round(exact, DECIMALS):
        raise ValueError(f"{value} is too fine; expected at most {DECIMALS} decimals, such as 99.995")
    return Fraction(exact)


def _number(value: object) -> Decimal:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    raise ValueError(f"{show(value)} is no number of percent; expected one such as 99.95")


def format_percent(value: Fraction) -> float:
    """As people write it."""
    return float(value)


class _PercentSchema:
    """Editors see a number."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100, "examples": [99.95]}


Percent = Annotated[Fraction, BeforeValidator(parse_percent), PlainSerializer(format_percent, return_type=float), _PercentSchema()]
Sli = Literal["availability", "latency", "freshness", "correctness"]


class Probe(Fact):
    """A request from outside that a right answer must follow; several places of the world send it."""

    path: str = matching(r"^/[A-Za-z0-9._/?=&-]*$", "a path such as /api/products")
    contains: str = Field(min_length=1, max_length=200)
    """What a right answer has in it."""
    every: Duration = timedelta(minutes=5)


class Objective(Fact):
    """One promise. The error budget is what the target leaves of a hundred percent."""

    sli: Sli
    target: Percent
    """Percent of what is counted: requests, messages, minutes or probes."""
    window: Literal["7d", "30d", "90d"]
    under: Duration | None = None
    """Latency: an answer is good that comes sooner. Freshness: a minute is good in which the oldest waiting message is younger."""
    of: Name | None = None
    """Freshness: the stream or the queue whose messages wait."""
    minimum_samples: int | None = Field(default=None, ge=1)
    """Fewer than these in a window say nothing: nobody is called for one failure at night."""
    probe: Probe | None = None
    """Correctness: what is asked."""

    @property
    def period(self) -> timedelta:
        """The window as a length of time."""
        return timedelta(days=int(self.window.removesuffix("d")))

    @property
    def budget(self) -> Fraction:
        """The share of what is counted that may be bad, of 1."""
        return 1 - self.target / 100
