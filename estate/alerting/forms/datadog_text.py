"""Numbers, windows, titles and tags as Datadog writes them."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from estate.alerting.spec import Nature, Route, Subject

HOUR = timedelta(hours=1)
DIGITS = 10
"""Of a number that no decimal writes exactly."""


def written(number: Fraction | float) -> str:
    """A number without an exponent and without needless zeros: `0.72`, `268435456`."""
    exact = Fraction(str(number)) if isinstance(number, float) else number
    text = f"{Decimal(exact.numerator) / Decimal(exact.denominator):.{DIGITS}f}"
    return text.rstrip("0").rstrip(".")


def length(window: timedelta) -> str:
    """`5m` or `6h`; a day is `24h`, as the vendor's own examples of burn rates have it."""
    return f"{window // HOUR}h" if window % HOUR == timedelta(0) else f"{window // timedelta(minutes=1)}m"


def last(window: timedelta) -> str:
    """The window of a metric's monitor: `last_30m`, `last_24h`. Its unit decides how gaps in it are counted."""
    return f"last_{length(window)}"


def tags(subject: Subject, nature: Nature, route: Route | None) -> tuple[str, ...]:
    """The estate's tags, `env` and `team` as the vendor's own pages look for them, and how the alert is treated."""
    words = {**subject.tags, "env": subject.environment, "team": subject.team, "nature": nature, "told": route.told if route else "nobody"}
    if route:
        words["severity"] = route.severity.lower()
    return tuple(sorted(f"{key}:{value}" for key, value in words.items()))


def title(subject: Subject, what: str) -> str:
    """What people see in lists: `[production] checkout.memory`."""
    return f"[{subject.environment}] {what}"


def priority(route: Route) -> str:
    """`1` for P1."""
    return route.severity.removeprefix("P")


LATE: Mapping[str, int] = {"aws.": 900, "/": 60}
"""Seconds by what a query has in it: metrics of AWS that are crawled come up to a quarter of an hour late (docs: integrations/guide/
cloud-metric-delay), and a quotient needs both of its halves (docs: monitors/configuration, evaluation delay)."""


def evaluation_delay(query: str) -> int | None:
    """How long an evaluation waits for its data."""
    return max((delay for part, delay in LATE.items() if part in query), default=None)


def renotify_minutes(route: Route) -> int | None:
    """How often an unanswered call is repeated."""
    return route.renotify // timedelta(minutes=1) if route.renotify else None
