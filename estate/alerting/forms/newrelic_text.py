"""Titles, tags, operators and steps as New Relic writes them, and its limits."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from estate.alerting.forms.newrelic_form import Operator
from estate.alerting.spec import Comparison, Nature, Route, Subject
from estate.naming import shorten

NAME_LIMIT = 128  # characters of a policy's or a condition's name (docs: alerts, rules and limits)
TITLE_LIMIT = 256  # of a title template (same)
DESCRIPTION_LIMIT = 4000  # of a description (same)
LONGEST_WINDOW = timedelta(hours=6)  # aggregation_window: 30 to 21600 s (provider, nrql_alert_condition)

OPERATORS: Mapping[Comparison, Operator] = {">": "above", ">=": "above_or_equals", "<": "below", "<=": "below_or_equals"}


def slide(window: int) -> int:
    """Seconds between two windows: a minute up to an hour, above it the least that the vendor takes or a little more.

    The least is 30 s up to an hour, 1/120 of the window up to two hours and 1/24 above (provider, nrql_alert_condition).
    """
    if window <= 3600:
        return 60
    return window // 60 if window <= 7200 else window // 24


def percent(share: Fraction) -> float:
    """A share of 1 as a number of percent."""
    return float(share * 100)


def title(subject: Subject, what: str) -> str:
    """What people see in lists, and what muting rules look for: `[production] checkout.memory`."""
    return shorten(f"[{subject.environment}] {what}", NAME_LIMIT)


def tags(subject: Subject, nature: Nature, route: Route | None) -> Mapping[str, str]:
    """The estate's tags, and how an alert is treated."""
    treated = {"told": route.told, "severity": route.severity.lower()} if route else {}
    return {**subject.tags, "nature": nature, **treated}
