"""The planned resources as the simulator reads them: the provider's inputs, and what it or the vendor puts where they are silent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

from estate.alerting.planned import Planned

CONDITION = "newrelic:index/nrqlAlertCondition:NrqlAlertCondition"
COMPOUND = "newrelic:index/alertCompoundCondition:AlertCompoundCondition"
POLICY = "newrelic:index/alertPolicy:AlertPolicy"
MUTING_RULE = "newrelic:index/alertMutingRule:AlertMutingRule"
WORKFLOW = "newrelic:index/workflow:Workflow"
CHANNEL = "newrelic:index/notificationChannel:NotificationChannel"
DESTINATION = "newrelic:index/notificationDestination:NotificationDestination"
SERVICE_LEVEL = "newrelic:index/serviceLevel:ServiceLevel"
ENTITY_TAGS = "newrelic:index/entityTags:EntityTags"

WINDOW = 60
DELAY = 120
TIMER = 60
TIME_LIMIT = 259_200
"""Seconds; the vendor's defaults (docs: streaming alerts; how alert events are closed)."""
HOURS = {"ONE_HOUR": 1, "TWO_HOURS": 2, "FOUR_HOURS": 4, "EIGHT_HOURS": 8, "TWELVE_HOURS": 12, "TWENTY_FOUR_HOURS": 24, "THIRTY_DAYS": 720}
OCCURRENCES = {"any": "at_least_once", "all": "all"}

Priority = Literal["critical", "warning"]


@dataclass(frozen=True, kw_only=True)
class Term:
    """One threshold of a condition."""

    priority: Priority
    operator: str
    threshold: float
    duration: int
    occurrences: str
    silent: bool
    """Whether it opens no event (`disableEventCreation`): compound conditions see it all the same."""
    predicts: bool


@dataclass(frozen=True, kw_only=True)
class ConditionInputs:
    """A condition's options, typed; times in seconds."""

    name: str
    source: str | None
    title: str
    type: str
    enabled: bool
    policy: str
    query: str
    offset: bool
    """Whether it sets one of the old offsets in place of an aggregation method."""
    window: int
    slide: int | None
    method: str
    delay: int
    timer: int
    evaluation_delay: int
    fill: str
    fill_value: float
    terms: tuple[Term, ...]
    expiration: int | None
    closes_on_expiration: bool
    opens_on_expiration: bool
    time_limit: int
    runbook: str

    @property
    def step(self) -> int:
        """Seconds between the ends of two windows."""
        return self.slide or self.window


def symbol(resource: Planned, output: str = "id") -> str:
    """How other planned resources name an output of this one."""
    return f"${{{resource.type.split(':')[1]}.{resource.name}.{output}}}"


Directory = Mapping[tuple[str, str], Planned]
"""Planned resources by their type and what others name them by: the symbol of their id, or their logical name."""


def directory(resources: Iterable[Planned]) -> Directory:
    """The directory of a plan."""
    return {(one.type, name): one for one in resources for name in (one.name, symbol(one))}


def named(resources: Directory, token: str, reference: object) -> Planned | None:
    """The planned resource of a type that is meant; None where the plan does not hold it."""
    return resources.get((token, str(reference)))


def condition_inputs(planned: Planned) -> ConditionInputs:
    """The options of a planned condition."""
    given = planned.inputs
    nrql = given.get("nrql") or {}
    hours = given.get("violationTimeLimit")
    return ConditionInputs(
        name=planned.name,
        source=planned.source,
        title=str(given.get("name", planned.name)),
        type=str(given.get("type") or "static").lower(),
        enabled=bool(given.get("enabled", True)),
        policy=str(given.get("policyId", "")),
        query=" ".join(str(nrql.get("query", "")).split()),
        offset=nrql.get("evaluationOffset") is not None or nrql.get("sinceValue") is not None,
        window=int(given.get("aggregationWindow") or WINDOW),
        slide=None if given.get("slideBy") is None else int(given["slideBy"]),
        method=str(given.get("aggregationMethod") or "event_flow").lower(),
        delay=_seconds(given.get("aggregationDelay"), DELAY),
        timer=_seconds(given.get("aggregationTimer"), TIMER),
        evaluation_delay=_seconds(given.get("evaluationDelay"), 0),
        fill=str(given.get("fillOption") or "none").lower(),
        fill_value=float(given.get("fillValue") or 0.0),
        terms=tuple(_terms(given)),
        expiration=None if given.get("expirationDuration") is None else int(given["expirationDuration"]),
        closes_on_expiration=bool(given.get("closeViolationsOnExpiration") or False),
        opens_on_expiration=bool(given.get("openViolationOnExpiration") or False),
        time_limit=HOURS[str(hours).upper()] * 3600 if hours else _seconds(given.get("violationTimeLimitSeconds"), TIME_LIMIT),
        runbook=str(given.get("runbookUrl") or ""),
    )


def _seconds(value: object, default: int) -> int:
    return default if value is None else int(str(value))


def _terms(given: Mapping[str, Any]) -> Sequence[Term]:
    blocks = [(priority, given[priority]) for priority in ("critical", "warning") if given.get(priority)]
    blocks += [(str(one.get("priority") or "critical"), one) for one in given.get("terms") or ()]
    return [_term(cast("Priority", priority), one) for priority, one in blocks]


def _term(priority: Priority, given: Mapping[str, Any]) -> Term:
    minutes = given.get("duration")
    return Term(
        priority=priority,
        operator=str(given.get("operator") or "equals").lower(),
        threshold=float(given["threshold"]),
        duration=_seconds(given.get("thresholdDuration"), int(minutes or 0) * 60),
        occurrences=str(given.get("thresholdOccurrences") or OCCURRENCES.get(str(given.get("timeFunction")), "all")).lower(),
        silent=bool(given.get("disableEventCreation") or False),
        predicts=bool(given.get("prediction")),
    )
