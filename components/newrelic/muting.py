"""Announced work: what services say meanwhile is told to nobody."""

from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from estate.alerting.forms.newrelic_form import MuteForm

Part = newrelic.AlertMutingRuleConditionConditionArgs


@dataclass(frozen=True, kw_only=True)
class MutingArgs:
    """When, and whose conditions."""

    form: MuteForm


class Muting(pulumi.ComponentResource):
    """A muting rule; at its end what it muted closes, so that whatever is still wrong opens again and is told."""

    def __init__(self, name: str, args: MutingArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Muting", name, None, opts)
        form = args.form
        parts = [Part(attribute="conditionName", operator="STARTS_WITH", values=[prefix]) for prefix in form.prefixes]
        newrelic.AlertMutingRule(
            name,
            name=form.title,
            description=form.description,
            enabled=True,
            condition=newrelic.AlertMutingRuleConditionArgs(operator="OR", conditions=parts),
            schedule=newrelic.AlertMutingRuleScheduleArgs(start_time=form.start, end_time=form.end, time_zone=form.zone),
            action_on_muting_rule_window_ended="CLOSE_ISSUES_ON_INACTIVE",
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
