"""A NRQL condition with the estate's tags."""

from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.entity_tags import tag_list
from estate.alerting.forms.newrelic_form import ConditionForm, TermForm


@dataclass(frozen=True, kw_only=True)
class ConditionArgs:
    """The condition, and the policy that it stands in."""

    form: ConditionForm
    policy_id: pulumi.Input[str]


class Condition(pulumi.ComponentResource):
    """A threshold on a signal, and the tags of whose it is."""

    def __init__(self, name: str, args: ConditionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Condition", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        condition = nrql_condition(args.form, args.policy_id, child)
        if args.form.tags:
            newrelic.EntityTags(name, guid=condition.entity_guid, tags=tag_list(args.form.tags), opts=child)
        self.register_outputs({})


def nrql_condition(form: ConditionForm, policy_id: pulumi.Input[str], opts: pulumi.ResourceOptions) -> newrelic.NrqlAlertCondition:
    """The condition by itself."""
    signal, timed = form.signal, form.signal.method == "event_timer"
    return newrelic.NrqlAlertCondition(
        form.key,
        name=form.title,
        policy_id=policy_id,
        type="static",
        enabled=True,
        nrql=newrelic.NrqlAlertConditionNrqlArgs(query=signal.query),
        aggregation_window=signal.window,
        slide_by=signal.slide,
        aggregation_method=signal.method,
        aggregation_delay=None if timed else str(signal.wait),
        aggregation_timer=str(signal.wait) if timed else None,
        evaluation_delay=signal.left_alone,
        fill_option="none" if signal.fill is None else "static",
        fill_value=signal.fill,
        expiration_duration=signal.expiration,
        open_violation_on_expiration=signal.opens_when_lost if signal.expiration else None,
        close_violations_on_expiration=signal.closes_when_lost if signal.expiration else None,
        violation_time_limit_seconds=form.time_limit,
        critical=_critical(form.critical),
        warning=_warning(form.warning) if form.warning else None,
        description=form.description or None,
        title_template=form.title_template,
        runbook_url=form.runbook,
        opts=opts,
    )


def _critical(term: TermForm) -> newrelic.NrqlAlertConditionCriticalArgs:
    # Without an operator the provider compares for equality.
    return newrelic.NrqlAlertConditionCriticalArgs(
        operator=term.operator, threshold=term.threshold, threshold_duration=term.duration, threshold_occurrences=term.occurrences
    )


def _warning(term: TermForm) -> newrelic.NrqlAlertConditionWarningArgs:
    return newrelic.NrqlAlertConditionWarningArgs(
        operator=term.operator, threshold=term.threshold, threshold_duration=term.duration, threshold_occurrences=term.occurrences
    )
