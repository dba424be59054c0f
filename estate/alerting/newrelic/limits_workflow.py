"""What New Relic refuses of workflows, channels and destinations."""

import json
from collections.abc import Iterator, Sequence

from estate.alerting.newrelic.bounds import Inputs, at_most, one_of, required
from estate.alerting.newrelic.resources import CHANNEL, WORKFLOW, directory, named
from estate.alerting.newrelic.workflows import OPERATORS
from estate.alerting.planned import Planned, of_type

FILTER = 4096
"""Characters of a workflow's filter (docs: workflows); which text of it is counted is not said: here, its predicates as JSON."""
HANDLING = ("NOTIFY_ALL_ISSUES", "DONT_NOTIFY_FULLY_MUTED_ISSUES", "DONT_NOTIFY_FULLY_OR_PARTIALLY_MUTED_ISSUES")
FILTER_TYPES = ("FILTER", "VIEW")
ORDER = ("GREATER_OR_EQUAL", "GREATER_THAN", "LESS_OR_EQUAL", "LESS_THAN")
TRIGGERS = ("ACKNOWLEDGED", "ACTIVATED", "CLOSED", "INVESTIGATING", "OTHER_UPDATES", "PRIORITY_CHANGED")
PRODUCTS = ("DISCUSSIONS", "ERROR_TRACKING", "IINT")
WORKFLOWS = "IINT"
SHARED = (
    "EMAIL",
    "EVENT_BRIDGE",
    "MICROSOFT_TEAMS",
    "MOBILE_PUSH",
    "PAGERDUTY_ACCOUNT_INTEGRATION",
    "PAGERDUTY_SERVICE_INTEGRATION",
    "SERVICE_NOW_APP",
    "WEBHOOK",
    "WORKFLOW_AUTOMATION",
)
CHANNELS = (*SHARED, "JIRA_CLASSIC", "SERVICENOW_INCIDENTS", "SLACK", "SLACK_COLLABORATION")
DESTINATIONS = (*SHARED, "JIRA", "SERVICE_NOW")
IMPORTED = ("SLACK", "SLACK_COLLABORATION")


def workflow(given: Inputs) -> Iterator[str]:
    """The mistakes of a workflow by itself."""
    yield from required(given, "destinations", "issuesFilter", "mutingRulesHandling")
    yield from required(given, "name") if "name" in given else ()
    yield from one_of(given, "mutingRulesHandling", HANDLING)
    chosen = given.get("issuesFilter") or {}
    yield from (f"issuesFilter: {text}" for text in _filter(chosen))
    for place, one in enumerate(given.get("destinations") or ()):
        yield from (f"destination {place + 1}: {text}" for text in _destination(one))


def _filter(chosen: Inputs) -> Iterator[str]:
    if not chosen:
        return
    yield from required(chosen, "name", "type")
    yield from one_of(chosen, "type", FILTER_TYPES)
    predicates: Sequence[Inputs] = chosen.get("predicates") or ()
    yield from at_most("characters", len(json.dumps(list(predicates), default=str)), FILTER)
    for place, one in enumerate(predicates):
        found = (*required(one, "attribute", "operator", "values"), *one_of(one, "operator", (*OPERATORS, *ORDER)))
        yield from (f"predicate {place + 1}: {text}" for text in found)


def _destination(one: Inputs) -> Iterator[str]:
    yield from required(one, "channelId")
    triggers: Sequence[str] = one.get("notificationTriggers") or ()
    for trigger in triggers:
        yield from one_of({"notificationTriggers": trigger}, "notificationTriggers", TRIGGERS)
    if triggers and "ACTIVATED" not in triggers:
        yield f"notificationTriggers is {', '.join(triggers)}; expected ACTIVATED too, without which none is sent"


def channel(given: Inputs) -> Iterator[str]:
    """The mistakes of a notification channel."""
    yield from required(given, "destinationId", "product", "properties", "type")
    yield from one_of(given, "type", CHANNELS)
    yield from one_of(given, "product", PRODUCTS)


def destination(given: Inputs) -> Iterator[str]:
    """The mistakes of a notification destination."""
    yield from required(given, "properties", "type")
    kind = str(given.get("type") or "")
    if kind in IMPORTED:
        yield f"type is {kind!r}, which can only be imported; expected {', '.join(DESTINATIONS)}"
    else:
        yield from one_of(given, "type", DESTINATIONS)


def one_workflow_each(resources: Sequence[Planned]) -> Iterator[tuple[Planned, str]]:
    """Channels that two workflows share, and those that are not made for workflows."""
    owners: dict[str, str] = {}
    names = directory(resources)
    for one in of_type(resources, WORKFLOW):
        for place in one.inputs.get("destinations") or ():
            identity = str(place.get("channelId"))
            if owners.setdefault(identity, one.name) != one.name:
                yield one, f"the channel {identity} belongs to the workflow {owners[identity]} too; expected a channel of its own"
            found = named(names, CHANNEL, identity)
            product = None if found is None else found.inputs.get("product")
            if product not in (None, WORKFLOWS):
                yield one, f"the channel {identity} has the product {product}; expected {WORKFLOWS}"
