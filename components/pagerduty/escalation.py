"""Who is called for a team, and who next."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from estate.roster.pagerduty.escalation import Policy, Rule, TeamPolicies
from estate.roster.schedule_names import schedule_name


@dataclass(frozen=True, kw_only=True)
class EscalationArgs:
    """A team's levels."""

    policies: TeamPolicies
    team_id: pulumi.Input[str]
    schedule_ids: Mapping[str, pulumi.Input[str]]
    """Of every seat on any level, by the name of its schedule."""


class Escalation(pulumi.ComponentResource):
    """One policy around the clock, and one that calls the team's own people first where it has such."""

    policy_id: pulumi.Output[str]
    in_hours_policy_id: pulumi.Output[str]
    """That around the clock, for a team that has nobody of its own."""

    def __init__(self, name: str, args: EscalationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:Escalation", name, None, opts)
        always = self._policy(name, args.policies.always, args)
        own = self._policy(f"{name}-in-hours", args.policies.in_hours, args) if args.policies.in_hours else always
        self.policy_id = always.id
        self.in_hours_policy_id = own.id
        self.register_outputs({"policy_id": self.policy_id, "in_hours_policy_id": self.in_hours_policy_id})

    def _policy(self, name: str, policy: Policy, args: EscalationArgs) -> pagerduty.EscalationPolicy:
        return pagerduty.EscalationPolicy(
            name,
            name=policy.name,
            description=policy.description,
            teams=args.team_id,
            num_loops=policy.loops,
            rules=[_rule(rule, args.schedule_ids) for rule in policy.rules],
            opts=pulumi.ResourceOptions(parent=self),
        )


def _rule(rule: Rule, schedule_ids: Mapping[str, pulumi.Input[str]]) -> pagerduty.EscalationPolicyRuleArgs:
    return pagerduty.EscalationPolicyRuleArgs(
        escalation_delay_in_minutes=rule.delay_minutes,
        targets=[
            pagerduty.EscalationPolicyRuleTargetArgs(type="schedule_reference", id=schedule_ids[schedule_name(seat)]) for seat in rule.seats
        ],
    )
