"""Where a team's pages go in Datadog On-Call."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.roster.schedule_names import Seat
from estate.roster.vendor_datadog import Hours, Policy, Restriction, Routing


@dataclass(frozen=True, kw_only=True)
class OnCallEscalationArgs:
    """A team's routing, with what it is made of."""

    routing: Routing
    team_id: pulumi.Input[str]
    schedule_ids: Mapping[Seat, pulumi.Input[str]]
    """Every seat that a step of the routing names."""


class OnCallEscalation(pulumi.ComponentResource):
    """One or two escalation policies, and the rules that choose between them; the last rule takes whatever no other took."""

    policy_id: pulumi.Output[str]

    def __init__(self, name: str, args: OnCallEscalationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:OnCallEscalation", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        routing = args.routing
        always = _policy(name, routing.always, args, child)
        rules: list[datadog.OnCallTeamRoutingRulesRuleArgs] = []
        if routing.in_hours:
            own = _policy(f"{name}-in-hours", routing.in_hours, args, child)
            rules = [_rule(own.id, routing, hours) for hours in routing.hours]
        datadog.OnCallTeamRoutingRules(name, team_id=args.team_id, rules=[*rules, _rule(always.id, routing, None)], opts=child)
        self.policy_id = always.id
        self.register_outputs({"policy_id": self.policy_id})


def _policy(name: str, policy: Policy, args: OnCallEscalationArgs, child: pulumi.ResourceOptions) -> datadog.OnCallEscalationPolicy:
    steps = [
        datadog.OnCallEscalationPolicyStepArgs(
            assignment="default",
            escalate_after_seconds=step.escalate_after_seconds,
            targets=[datadog.OnCallEscalationPolicyStepTargetArgs(schedule=args.schedule_ids[seat]) for seat in step.seats],
        )
        for step in policy.steps
    ]
    return datadog.OnCallEscalationPolicy(
        name,
        name=policy.name,
        steps=steps,
        retries=policy.retries,
        resolve_page_on_policy_end=False,
        teams=[args.team_id],
        opts=child,
    )


def _rule(policy_id: pulumi.Output[str], routing: Routing, hours: Hours | None) -> datadog.OnCallTeamRoutingRulesRuleArgs:
    page = datadog.OnCallTeamRoutingRulesRuleActionEscalationPolicyArgs(
        policy_id=policy_id, urgency=routing.urgency, ack_timeout_minutes=routing.acknowledgement_minutes
    )
    return datadog.OnCallTeamRoutingRulesRuleArgs(
        actions=[datadog.OnCallTeamRoutingRulesRuleActionArgs(escalation_policy=page)],
        time_restrictions=_time_restrictions(hours) if hours else None,
    )


def _time_restrictions(hours: Hours) -> datadog.OnCallTeamRoutingRulesRuleTimeRestrictionsArgs:
    return datadog.OnCallTeamRoutingRulesRuleTimeRestrictionsArgs(
        time_zone=hours.zone, restrictions=[_restriction(window) for window in hours.restrictions]
    )


def _restriction(window: Restriction) -> datadog.OnCallTeamRoutingRulesRuleTimeRestrictionsRestrictionArgs:
    return datadog.OnCallTeamRoutingRulesRuleTimeRestrictionsRestrictionArgs(
        start_day=window.start_day, start_time=window.start_time, end_day=window.end_day, end_time=window.end_time
    )
