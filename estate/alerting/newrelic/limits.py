"""What New Relic and its provider refuse of planned resources, all at once.

Sources: the provider's resources and their documents (terraform-provider-newrelic), the SDK's annotations, and New Relic's
documents of alerts: alerting rules and limits, create NRQL alert conditions, compound alerts, muting rules, workflows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from estate.alerting.newrelic.bounds import Inputs, Mistake, at_most, one_of, required, short, within
from estate.alerting.newrelic.compound import parse_trigger
from estate.alerting.newrelic.issues import PREFERENCES
from estate.alerting.newrelic.limits_condition import NAME, condition
from estate.alerting.newrelic.limits_level import service_level
from estate.alerting.newrelic.limits_muting import muting_rule
from estate.alerting.newrelic.limits_workflow import channel, destination, one_workflow_each, workflow
from estate.alerting.newrelic.resources import (
    CHANNEL,
    COMPOUND,
    CONDITION,
    DESTINATION,
    MUTING_RULE,
    POLICY,
    SERVICE_LEVEL,
    WORKFLOW,
    directory,
    named,
)
from estate.alerting.newrelic.syntax import NotSimulatedError
from estate.alerting.planned import Planned, of_type
from estate.errors import InputError

CONDITIONS_OF_POLICY = 1000
COMPONENTS = (2, 5)
COMPOUND_DURATION = (30, 86_400)
FACETS = ("FACETS_IGNORED", "FACETS_MATCH")


class LimitsError(InputError):
    """Resources that New Relic would refuse; the text holds every mistake."""


def check(planned: Iterable[Planned]) -> None:
    """LimitsError with every mistake of the resources, if there is one."""
    found = mistakes(planned)
    if found:
        raise LimitsError("\n".join(map(str, found)))


def mistakes(planned: Iterable[Planned]) -> tuple[Mistake, ...]:
    """Every mistake of the resources, in their order."""
    resources = tuple(planned)
    own = [_mistake(one, text) for one in resources for text in _CHECKS.get(one.type, _nothing)(one.inputs)]
    between = [_mistake(one, text) for one, text in (*_crowded(resources), *_components(resources), *one_workflow_each(resources))]
    return (*own, *between)


def _mistake(one: Planned, text: str) -> Mistake:
    return Mistake(resource=one.name, source=one.source, text=text)


def _nothing(_given: Inputs) -> Iterator[str]:
    return iter(())


def policy(given: Inputs) -> Iterator[str]:
    """The mistakes of an alert policy."""
    yield from short(given, "name", NAME, least=1)
    yield from one_of(given, "incidentPreference", PREFERENCES)


def compound(given: Inputs) -> Iterator[str]:
    """The mistakes of a compound condition by itself."""
    yield from required(given, "policyId", "componentConditions", "triggerExpression")
    if given.get("enabled") is None:
        yield "enabled is missing; expected it to be set"
    yield from short(given, "name", NAME, least=1)
    yield from within(given, "thresholdDuration", *COMPOUND_DURATION)
    yield from one_of(given, "facetMatchingBehavior", FACETS)
    components: Sequence[Inputs] = given.get("componentConditions") or ()
    aliases = Counter(str(one.get("alias")) for one in components)
    yield from at_most("component conditions", len(components), COMPONENTS[1], least=COMPONENTS[0])
    yield from (f"the alias {alias} stands {many} times; expected each once" for alias, many in aliases.items() if many > 1)
    yield from _trigger(str(given.get("triggerExpression") or ""), set(aliases))
    if given.get("tags"):
        yield "tags are set; compound conditions take none"


def _trigger(expression: str, aliases: set[str]) -> Iterator[str]:
    if not expression:
        return
    try:
        used = {str(token) for token in parse_trigger(expression).scan_values(lambda _: True)}
    except NotSimulatedError as error:
        yield f"{error}; expected aliases, AND, OR, NOT and parentheses"
        return
    yield from (f"triggerExpression names {one}; the components are {', '.join(sorted(aliases))}" for one in sorted(used - aliases))
    yield from (f"the component {one} is not in triggerExpression; expected every component there" for one in sorted(aliases - used))


def _crowded(resources: Sequence[Planned]) -> Iterator[tuple[Planned, str]]:
    by_policy: dict[str, list[Planned]] = {}
    for one in (*of_type(resources, CONDITION), *of_type(resources, COMPOUND)):
        by_policy.setdefault(str(one.inputs.get("policyId")), []).append(one)
    for found in by_policy.values():
        for text in at_most("conditions in one policy", len(found), CONDITIONS_OF_POLICY):
            yield found[CONDITIONS_OF_POLICY], text


def _components(resources: Sequence[Planned]) -> Iterator[tuple[Planned, str]]:
    names = directory(resources)
    for one in of_type(resources, COMPOUND):
        for component in one.inputs.get("componentConditions") or ():
            reference, alias = component.get("id"), component.get("alias")
            if named(names, COMPOUND, reference) is not None:
                yield one, f"the component {alias} is a compound condition; expected NRQL conditions, as they do not nest"
            found = named(names, CONDITION, reference)
            if found is not None and not found.inputs.get("enabled", True):
                yield one, f"the component {alias} is {found.name}, which is disabled; expected enabled conditions"


_CHECKS: Mapping[str, Callable[[Inputs], Iterator[str]]] = {
    CHANNEL: channel,
    COMPOUND: compound,
    CONDITION: condition,
    DESTINATION: destination,
    MUTING_RULE: muting_rule,
    POLICY: policy,
    SERVICE_LEVEL: service_level,
    WORKFLOW: workflow,
}
