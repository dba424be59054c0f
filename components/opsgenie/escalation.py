"""Where a team's alerts go in Opsgenie."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_opsgenie as opsgenie

from estate.roster.schedule_names import Seat
from estate.roster.vendor_opsgenie import Escalation as Plan
from estate.roster.vendor_opsgenie import Hours, Restriction, Routing


@dataclass(frozen=True, kw_only=True)
class EscalationArgs:
    """A team's routing, with what it is made of."""

    routing: Routing
    team_id: pulumi.Input[str]
    schedule_ids: Mapping[Seat, pulumi.Input[str]]
    """Every seat that a rule of the routing names."""


class Escalation(pulumi.ComponentResource):
    """One or two escalations, and the routing rules that choose between them, asked in their order.

    The team's default rule stands behind them and notifies nobody.
    """

    escalation_id: pulumi.Output[str]

    def __init__(self, name: str, args: EscalationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:opsgenie:Escalation", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        routing = args.routing
        always = _escalation(name, routing.always, args, child)
        ways: list[tuple[str, pulumi.Output[str], Hours | None]] = [(name, always.id, None)]
        if routing.in_hours:
            own = _escalation(f"{name}-in-hours", routing.in_hours, args, child)
            ways = [*((f"{name}-in-hours-{place}", own.id, hours) for place, hours in enumerate(routing.hours)), *ways]
        rules: list[opsgenie.TeamRoutingRule] = []
        for order, (label, escalation_id, hours) in enumerate(ways):
            # An order is a place among the rules that are there already.
            opts_of_rule = pulumi.ResourceOptions.merge(child, pulumi.ResourceOptions(depends_on=list(rules)))
            rules.append(
                opsgenie.TeamRoutingRule(
                    label,
                    name=label,
                    team_id=args.team_id,
                    order=order,
                    criterias=[opsgenie.TeamRoutingRuleCriteriaArgs(type="match-all")],
                    notifies=[opsgenie.TeamRoutingRuleNotifyArgs(type="escalation", id=escalation_id)],
                    timezone=hours.zone if hours else None,
                    time_restrictions=[_time_restriction(hours)] if hours else None,
                    opts=opts_of_rule,
                )
            )
        self.escalation_id = always.id
        self.register_outputs({"escalation_id": self.escalation_id})


def _escalation(name: str, plan: Plan, args: EscalationArgs, child: pulumi.ResourceOptions) -> opsgenie.Escalation:
    rules = [
        opsgenie.EscalationRuleArgs(
            condition="if-not-acked",
            notify_type="default",
            delay=rule.delay_minutes,
            recipients=[opsgenie.EscalationRuleRecipientArgs(type="schedule", id=args.schedule_ids[rule.seat])],
        )
        for rule in plan.rules
    ]
    again = opsgenie.EscalationRepeatArgs(
        count=plan.repeats, wait_interval=plan.wait_minutes, reset_recipient_states=True, close_alert_after_all=False
    )
    return opsgenie.Escalation(
        name, name=plan.name, owner_team_id=args.team_id, rules=rules, repeats=[again] if plan.repeats else None, opts=child
    )


def _time_restriction(hours: Hours) -> opsgenie.TeamRoutingRuleTimeRestrictionArgs:
    return opsgenie.TeamRoutingRuleTimeRestrictionArgs(
        type="weekday-and-time-of-day", restriction_list=[_restriction(window) for window in hours.restrictions]
    )


def _restriction(window: Restriction) -> opsgenie.TeamRoutingRuleTimeRestrictionRestrictionListArgs:
    return opsgenie.TeamRoutingRuleTimeRestrictionRestrictionListArgs(
        start_day=window.start_day,
        start_hour=window.start_hour,
        start_min=window.start_min,
        end_day=window.end_day,
        end_hour=window.end_hour,
        end_min=window.end_min,
    )
