"""What New Relic is given for an environment, as plain values; names in them are keys, ids are known only to New Relic."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from estate.alerting.spec import Told

Operator = Literal["above", "above_or_equals", "below", "below_or_equals"]
Occurrences = Literal["at_least_once", "all"]
Method = Literal["event_flow", "event_timer"]
Preference = Literal["PER_POLICY", "PER_CONDITION", "PER_CONDITION_AND_TARGET"]
Priority = Literal["CRITICAL", "HIGH"]
"""Of an issue: HIGH where only warning terms are breached."""
Trigger = Literal["ACTIVATED", "PRIORITY_CHANGED", "CLOSED"]
Proof = Literal["pagerduty", "tickets", "opsgenie", "dispatcher"]
"""With what a destination says who it is: the key of the service at PagerDuty, or one of the stack's own."""
TIME_LIMIT = 259_200
"""Seconds after which an event closes by itself, and opens again, and is told again, if it is still true; the vendor's default."""
DASHBOARD = "$dashboard"
"""Stands in a text for the address of the service's dashboard, which nobody knows before it is made."""


@dataclass(frozen=True, kw_only=True)
class PolicyForm:
    """A policy: what its conditions open becomes issues as `preference` says, and whom `told` means reads of them."""

    key: str
    title: str
    preference: Preference
    told: Told | None
    """None: nobody is told, no workflow may match it."""
    team: str
    service: str
    """Empty for what serves several."""


@dataclass(frozen=True, kw_only=True)
class TermForm:
    """A threshold; times in seconds."""

    operator: Operator
    threshold: float
    duration: int
    """After so long without a breach what was opened closes."""
    occurrences: Occurrences


@dataclass(frozen=True, kw_only=True)
class SignalForm:
    """How a condition sees its data; times in seconds."""

    query: str
    window: int
    slide: int | None
    method: Method
    wait: int
    """Delay of `event_flow`, timer of `event_timer`."""
    fill: float | None = None
    """What stands for a window without data; None: nothing does."""
    expiration: int | None = None
    opens_when_lost: bool = False
    closes_when_lost: bool = False
    left_alone: int | None = None
    """How long a new signal is not judged."""


@dataclass(frozen=True, kw_only=True)
class ConditionForm:
    """A NRQL condition."""

    key: str
    title: str
    policy: str
    signal: SignalForm
    critical: TermForm
    warning: TermForm | None = None
    description: str = ""
    title_template: str | None = None
    runbook: str | None = None
    time_limit: int = TIME_LIMIT
    tags: Mapping[str, str] | None = None
    """None for components of compound conditions: what those open tells nobody."""


@dataclass(frozen=True, kw_only=True)
class CompoundForm:
    """A compound condition. It takes no tags (docs: alerts, compound alerts, limitations): its policy and its title say whose it is."""

    key: str
    title: str
    policy: str
    components: Mapping[str, str]
    """Keys of conditions, by alias."""
    trigger: str
    duration: int
    runbook: str


@dataclass(frozen=True, kw_only=True)
class BurnForm:
    """One burn alert: the conditions that measure, and the compound conditions over them that tell people."""

    key: str
    conditions: tuple[ConditionForm, ...]
    compounds: tuple[CompoundForm, ...]


@dataclass(frozen=True, kw_only=True)
class EventsForm:
    """Which rows a service level counts; `attribute` is summed where it is given."""

    from_: str
    where: str
    attribute: str | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceLevelForm:
    """An objective."""

    key: str
    service: str
    title: str
    description: str
    valid: EventsForm
    bad: EventsForm
    target: float
    """Percent."""
    days: int
    tags: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class WorkloadForm:
    """All entities of a service or a store."""

    key: str
    title: str
    description: str
    searches: tuple[str, ...]
    """What any of them finds belongs to it."""
    tags: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class DestinationForm:
    """A place that is told."""

    key: str
    title: str
    type: str
    properties: Mapping[str, str]
    proof: Proof | None
    service: str = ""
    """Whose key of PagerDuty it carries."""


@dataclass(frozen=True, kw_only=True)
class WorkflowForm:
    """Which issues a destination is told of, and in which words."""

    key: str
    title: str
    destination: str
    """The key of the destination."""
    channel: str
    """The type of the channel."""
    texts: Mapping[str, str]
    """Templates of the channel, by what they are for; `DASHBOARD` may stand in them."""
    policies: tuple[str, ...]
    priority: Priority | None
    triggers: tuple[Trigger, ...]
    service: str = ""
    """Whose dashboard the texts mean."""
    conditions: tuple[str, ...] = ()
    """Titles of conditions, of which an issue holds one; none: whichever it holds."""


@dataclass(frozen=True, kw_only=True)
class MuteForm:
    """Announced work: what these services say meanwhile is told to nobody."""

    key: str
    title: str
    description: str
    prefixes: tuple[str, ...]
    """How the titles of muted conditions begin."""
    start: str
    """By the clocks of the zone, as the end."""
    end: str
    zone: str
