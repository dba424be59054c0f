"""An alert on the budget of an objective: the windows that measure, and the compound conditions that tell people.

Compound conditions take no tags: whose they are, their name and their policy say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.condition import nrql_condition
from estate.alerting.forms.newrelic_form import BurnForm, CompoundForm

Component = newrelic.AlertCompoundConditionComponentConditionArgs


@dataclass(frozen=True, kw_only=True)
class BurnAlertArgs:
    """The alert, and the policies that its conditions name, by key."""

    form: BurnForm
    policy_ids: Mapping[str, pulumi.Input[str]]


class BurnAlert(pulumi.ComponentResource):
    """Conditions and the compound conditions over them."""

    def __init__(self, name: str, args: BurnAlertArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:BurnAlert", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        ids = {one.key: nrql_condition(one, args.policy_ids[one.policy], child).id for one in args.form.conditions}
        for form in args.form.compounds:
            _compound(form, args.policy_ids[form.policy], ids, child)
        self.register_outputs({})


def _compound(
    form: CompoundForm, policy_id: pulumi.Input[str], ids: Mapping[str, pulumi.Output[str]], opts: pulumi.ResourceOptions
) -> None:
    newrelic.AlertCompoundCondition(
        form.key,
        name=form.title,
        policy_id=policy_id,
        enabled=True,
        component_conditions=[Component(alias=alias, id=ids[key].apply(_own)) for alias, key in form.components.items()],
        trigger_expression=form.trigger,
        threshold_duration=form.duration,
        facet_matching_behavior="FACETS_IGNORED",
        runbook_url=form.runbook,
        opts=opts,
    )


def _own(condition_id: str) -> str:
    """A condition's own id: the provider's is `<policy>:<condition>`."""
    return condition_id.rsplit(":", maxsplit=1)[-1]
