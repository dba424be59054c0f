"""The rules that every alert of a service passes, in PagerDuty's words: first what it is, then whom it calls.

Within a set the first rule that matches is the last. Duplicates are known by the key that the monitor sends
(`estate.alerting.routing`): no rule makes another. A service's rules cannot drop an event; only those of the account can.
"""

from collections.abc import Iterator, Sequence

import pulumi
import pulumi_pagerduty as pagerduty

FIRST_SET = "start"  # PagerDuty begins here
WHOM_SET = "whom"
WARNING_PAUSE_SECONDS = 120
"""A warning that takes itself back meanwhile tells nobody."""

CATCH_ALL = pagerduty.EventOrchestrationServiceCatchAllArgs(actions=pagerduty.EventOrchestrationServiceCatchAllActionsArgs())
"""What no rule matches stays as it is."""

Rule = pagerduty.EventOrchestrationServiceSetRuleArgs
Actions = pagerduty.EventOrchestrationServiceSetRuleActionsArgs


def event_rules(in_hours: Sequence[str], in_hours_policy_id: pulumi.Input[str]) -> list[pagerduty.EventOrchestrationServiceSetArgs]:
    """Both sets; `in_hours` are the conditions under which that policy is called, none where the service's own always is."""
    whom = [_rule("The team's own people are there", in_hours, Actions(escalation_policy=in_hours_policy_id))] if in_hours else []
    return [
        pagerduty.EventOrchestrationServiceSetArgs(id=FIRST_SET, rules=list(_what())),
        pagerduty.EventOrchestrationServiceSetArgs(id=WHOM_SET, rules=whom),
    ]


def _what() -> Iterator[Rule]:
    yield _rule("Information is kept and calls nobody", ["event.severity matches 'info'"], Actions(suppress=True))
    yield _rule(
        "A warning waits whether it passes",
        ["event.severity matches 'warning'"],
        Actions(suspend=WARNING_PAUSE_SECONDS, route_to=WHOM_SET),
    )
    yield _rule("Everything else", [], Actions(route_to=WHOM_SET))


def _rule(label: str, conditions: Sequence[str], actions: Actions) -> Rule:
    """Matches when one of the conditions does, and always where there is none."""
    expressions = [pagerduty.EventOrchestrationServiceSetRuleConditionArgs(expression=one) for one in conditions]
    return Rule(label=label, conditions=expressions or None, actions=actions)
