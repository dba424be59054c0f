"""What New Relic sends to the dispatcher: which issues, and in which words.

What is healed on one host has a policy of its own, in which each host is an issue: of a second host in one issue nobody is told.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

from estate.alerting.forms.newrelic_form import ConditionForm, DestinationForm, PolicyForm, WorkflowForm
from estate.alerting.forms.newrelic_routing import TOLD
from estate.alerting.forms.newrelic_text import NAME_LIMIT
from estate.alerting.forms.newrelic_watch import NewRelicWatch
from estate.decisions.healing import DISPATCHER, Dispatch
from estate.naming import shorten

PAYLOAD = """{
 "id": {{json issueId}},
 "state": {{json state}},
 "updatedAt": {{updatedAt}},
 "alertConditionNames": {{json accumulations.conditionName}},
 "impactedEntities": {{json entitiesData.names}}
}"""
"""Keys of the vendor's own default payload (docs: notification integrations, webhook), of which the dispatcher reads these."""


def dispatched(watch: NewRelicWatch, dispatch: Dispatch) -> NewRelicWatch:
    """The same, with the dispatcher told of what is healed."""
    watch = _by_host(watch, dispatch)
    healed = [one for one in watch.conditions if one.key in dispatch.healings]
    if not healed:
        return watch
    place = DestinationForm(
        key=DISPATCHER,
        title=f"[{dispatch.environment}] Dispatcher",
        type="WEBHOOK",
        properties={"url": dispatch.url("newrelic")},
        proof="dispatcher",
    )
    return replace(watch, destinations=(*watch.destinations, place), workflows=(*watch.workflows, _workflow(healed, dispatch)))


def _workflow(healed: list[ConditionForm], dispatch: Dispatch) -> WorkflowForm:
    return WorkflowForm(
        key=DISPATCHER,
        title=f"[{dispatch.environment}] {DISPATCHER}",
        destination=DISPATCHER,
        channel="WEBHOOK",
        texts={"payload": PAYLOAD},
        policies=tuple(sorted({one.policy for one in healed})),
        priority="CRITICAL",
        triggers=TOLD,
        conditions=tuple(sorted(one.title for one in healed)),
    )


def _by_host(watch: NewRelicWatch, dispatch: Dispatch) -> NewRelicWatch:
    """Conditions that are healed on a host move out of their team's policy, and whoever is told of that one is told of theirs."""
    known = {one.key: one for one in watch.policies}
    moving = [
        one for one in watch.conditions if one.key in dispatch.healings and dispatch.of_host(one.key) and not known[one.policy].service
    ]
    own = {one.key: _policy(one, known[one.policy], dispatch.environment) for one in moving}
    conditions = tuple(replace(one, policy=own[one.key].key) if one.key in own else one for one in watch.conditions)
    used = {one.policy for one in conditions} | {one.policy for burn in watch.burns for one in (*burn.conditions, *burn.compounds)}
    policies = tuple(one for one in (*watch.policies, *own.values()) if one.key in used)
    joined = {old: [own[one.key].key for one in moving if one.policy == old] for old in {one.policy for one in moving}}
    workflows = tuple(replace(one, policies=_with(one.policies, joined, used)) for one in watch.workflows)
    return replace(watch, conditions=conditions, policies=policies, workflows=workflows)


def _policy(condition: ConditionForm, policy: PolicyForm, environment: str) -> PolicyForm:
    title = shorten(f"{environment}/{condition.key} ({policy.told})", NAME_LIMIT)
    return replace(policy, key=f"{condition.key}.{policy.told}", title=title, preference="PER_CONDITION_AND_TARGET")


def _with(policies: Iterable[str], joined: dict[str, list[str]], used: set[str]) -> tuple[str, ...]:
    every = chain.from_iterable((one, *joined.get(one, ())) for one in policies)
    return tuple(one for one in every if one in used)
