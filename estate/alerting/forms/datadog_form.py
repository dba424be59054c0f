"""What Datadog is given: objectives and monitors as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MonitorType = Literal["query alert", "slo alert", "composite"]
"""Never changed of a monitor that is there: the provider would replace it. `metric alert` is an older word for a query alert."""
Timeframe = Literal["7d", "30d", "90d"]
OnMissingData = Literal["default", "show_no_data", "show_and_notify_no_data", "resolve"]
DASHBOARD = "$dashboard"
"""Stands in a message for the address of the subject's dashboard, which nobody knows before it is made."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Numbers as they stand in the query."""

    critical: str
    warning: str | None = None
    critical_recovery: str | None = None


@dataclass(frozen=True, kw_only=True)
class MonitorForm:
    """One monitor."""

    key: str
    """The logical name; unique in an environment, and never another one for the same monitor."""
    subject: str
    """Whose dashboard belongs to it."""
    title: str
    type: MonitorType
    query: str
    """Each `$word` in it is a word of `named`."""
    named: Mapping[str, str] = field(default_factory=dict[str, str])
    """The keys of the monitors (`$a`, `$b`...), or of the objective (`$slo`), whose ids the query names."""
    message: str
    thresholds: Thresholds | None
    """None for a composite."""
    tags: tuple[str, ...]
    priority: str
    """1 to 5, as text."""
    on_missing_data: OnMissingData | None = None
    """None for types that refuse it."""
    require_full_window: bool | None = None
    evaluation_delay: int | None = None
    """Seconds."""
    new_group_delay: int | None = None
    """Seconds; of monitors with groups."""
    notify_by: tuple[str, ...] = ()
    renotify_minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class CountForm:
    """Good and bad events."""

    queries: Mapping[str, str]
    """By the names that the formulas use."""
    good: str
    bad: str


@dataclass(frozen=True, kw_only=True)
class SliceForm:
    """Slices of time that are good while the value is below a bound."""

    query: str
    comparator: Literal["<", "<="]
    threshold: float
    seconds: Literal[60, 300]


@dataclass(frozen=True, kw_only=True)
class ObjectiveForm:
    """One objective."""

    key: str
    """The logical name, which is the spec's."""
    subject: str
    title: str
    description: str
    measure: CountForm | SliceForm
    timeframe: Timeframe
    target: float
    """Percent."""
    warning: float | None
    """Percent; above the target."""
    tags: tuple[str, ...]
