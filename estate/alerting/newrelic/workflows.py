"""Who is told of an issue: workflows, their filters and destinations (docs: alerts, workflows; the provider's newrelic_workflow)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from estate.alerting.newrelic.issues import Step
from estate.alerting.newrelic.muting import compares
from estate.alerting.newrelic.resources import CHANNEL, DESTINATION, WORKFLOW, Directory, directory, named
from estate.alerting.newrelic.simulation import Notification
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.planned import Planned, of_type

# By type of channel, what a destination is told of where the program does not say (docs: workflows, notification triggers).
MORE_BY_DEFAULT: Mapping[str, frozenset[str]] = {
    "WEBHOOK": frozenset({"PRIORITY_CHANGED", "OTHER_UPDATES"}),
    "EVENT_BRIDGE": frozenset({"PRIORITY_CHANGED", "OTHER_UPDATES"}),
    "SERVICENOW_INCIDENTS": frozenset({"PRIORITY_CHANGED", "OTHER_UPDATES"}),
    "SERVICE_NOW_APP": frozenset({"PRIORITY_CHANGED", "OTHER_UPDATES"}),
    "JIRA_CLASSIC": frozenset({"PRIORITY_CHANGED", "OTHER_UPDATES"}),
    "PAGERDUTY_ACCOUNT_INTEGRATION": frozenset({"OTHER_UPDATES"}),
}
ALWAYS = frozenset({"ACTIVATED", "CLOSED"})
# The operators of a predicate as those of a sub-condition of a muting rule: any of the values is enough, none where negated.
OPERATORS: Mapping[str, str] = {
    "CONTAINS": "CONTAINS",
    "DOES_NOT_CONTAIN": "NOT_CONTAINS",
    "EQUAL": "EQUALS",
    "DOES_NOT_EQUAL": "NOT_EQUALS",
    "EXACTLY_MATCHES": "EQUALS",
    "DOES_NOT_EXACTLY_MATCH": "NOT_EQUALS",
    "IS": "EQUALS",
    "IS_NOT": "NOT_EQUALS",
    "STARTS_WITH": "STARTS_WITH",
    "ENDS_WITH": "ENDS_WITH",
}
ATTRIBUTES: Mapping[str, str] = {
    "labels.policyIds": "policyId",
    "labels.conditionIds": "conditionId",
    "accumulations.policyName": "policyName",
    "accumulations.conditionName": "conditionName",
}
"""Attributes of an issue that gather one of each of its events; `accumulations.tag.<name>` and `priority` besides."""
TAG = "accumulations.tag."
ROUTED = frozenset({WORKFLOW, CHANNEL, DESTINATION})
"""What says who is told, by type."""


@dataclass(frozen=True, kw_only=True)
class Route:
    """One destination of a workflow."""

    workflow: Planned
    channel: str
    triggers: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Routing:
    """The enabled workflows of a plan."""

    routes: tuple[Route, ...]

    @classmethod
    def of(cls, planned: Iterable[Planned]) -> "Routing":
        """The workflows among the resources. NotSimulatedError for a filter that is not understood: it might be anybody's."""
        resources = tuple(planned)
        names = directory(resources)
        enabled = (
            one for one in of_type(resources, WORKFLOW) if one.inputs.get("enabled", True) and one.inputs.get("destinationsEnabled", True)
        )
        routes = tuple(route for one in enabled for route in _routes(one, names))
        for route in routes:
            for predicate in _predicates(route.workflow):
                _check(route.workflow, predicate)
        return cls(routes=routes)

    def told(self, step: Step) -> Iterator[Notification]:
        """What is sent of a step."""
        for route in self.routes:
            if step.trigger in route.triggers and not _held_back(route.workflow, step) and _matches(route.workflow, step):
                yield Notification(
                    time=step.time,
                    trigger=step.trigger,
                    priority=step.priority,
                    issue=step.issue,
                    monitor=step.about.monitor,
                    group=step.about.group,
                    workflow=route.workflow.name,
                    recipients=(route.channel,),
                )


def _routes(workflow: Planned, resources: Directory) -> Iterator[Route]:
    for one in workflow.inputs.get("destinations") or ():
        channel = named(resources, CHANNEL, one.get("channelId"))
        if channel is not None and not _active(channel, resources):
            continue
        kind = "" if channel is None else str(channel.inputs.get("type", ""))
        asked = one.get("notificationTriggers")
        triggers = frozenset(asked) if asked else ALWAYS | MORE_BY_DEFAULT.get(kind, frozenset())
        # Without the trigger ACTIVATED a destination is told of nothing (docs: workflows).
        if "ACTIVATED" in triggers:
            yield Route(workflow=workflow, channel=str(one.get("channelId")) if channel is None else channel.name, triggers=triggers)


def _active(channel: Planned, resources: Directory) -> bool:
    destination = named(resources, DESTINATION, channel.inputs.get("destinationId"))
    return bool(channel.inputs.get("active", True)) and (destination is None or bool(destination.inputs.get("active", True)))


def _predicates(workflow: Planned) -> Iterable[Mapping[str, Any]]:
    return (workflow.inputs.get("issuesFilter") or {}).get("predicates") or ()


def _check(workflow: Planned, predicate: Mapping[str, Any]) -> None:
    attribute, operator = str(predicate.get("attribute")), str(predicate.get("operator"))
    if operator not in OPERATORS:
        raise NotSimulatedError(f"the workflow {workflow.name} compares by {operator}; simulated are {', '.join(OPERATORS)}")
    if attribute != "priority" and attribute not in ATTRIBUTES and not attribute.startswith(TAG):
        raise NotSimulatedError(
            f"the workflow {workflow.name} asks for {attribute}; simulated are priority, {TAG}*, {', '.join(ATTRIBUTES)}"
        )


def _held_back(workflow: Planned, step: Step) -> bool:
    """Whether muting keeps the workflow from telling: the first event of an issue decides for all of it."""
    handling = workflow.inputs.get("mutingRulesHandling")
    if handling == "NOTIFY_ALL_ISSUES":
        return False
    muted = [one.muted for one in step.open]
    return step.issue.muted or all(muted) or (handling == "DONT_NOTIFY_FULLY_OR_PARTIALLY_MUTED_ISSUES" and any(muted))


def _matches(workflow: Planned, step: Step) -> bool:
    return all(_holds(workflow, one, step) for one in _predicates(workflow))


def _holds(workflow: Planned, predicate: Mapping[str, Any], step: Step) -> bool:
    operator = OPERATORS[str(predicate["operator"])]
    wanted = tuple(map(str, predicate.get("values") or ()))
    values = _gathered(str(predicate["attribute"]), step)
    positive = operator.removeprefix("NOT_")
    met = any(compares(positive, value, wanted, where=f"the workflow {workflow.name}") for value in values)
    return met is (operator == positive)


def _gathered(attribute: str, step: Step) -> set[str]:
    if attribute == "priority":
        return {step.priority}
    name = ATTRIBUTES.get(attribute) or f"tags.{attribute.removeprefix(TAG)}"
    return {one.attributes[name] for one in step.members if name in one.attributes}
