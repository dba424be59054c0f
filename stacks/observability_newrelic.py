"""New Relic in the layer `observability`: objectives, the conditions that watch them, and who is told."""

from collections.abc import Mapping

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.burn_alert import BurnAlert, BurnAlertArgs
from components.newrelic.condition import Condition, ConditionArgs
from components.newrelic.objective import Objective, ObjectiveArgs
from components.newrelic.policy import Policy, PolicyArgs
from components.newrelic.workload import Workload, WorkloadArgs
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.newrelic_policies import SILENT
from estate.alerting.forms.newrelic_watch import NewRelicWatch, newrelic_watch
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from stacks.contracts import OnCallContract


def build(catalog: Catalog, _environment: Environment, alerting: Alerting, _on_call: OnCallContract) -> None:
    """Everything that New Relic needs to watch the environment and to tell whoever is on call."""
    opts = _provider()
    watch = newrelic_watch(alerting, addresses(catalog), catalog.organisation.platform_team)
    policies = {form.key: Policy(form.key, PolicyArgs(form=form), opts) for form in watch.policies}
    _objectives(watch, policies[SILENT].account_id, opts)
    _conditions(watch, {key: policy.policy_id for key, policy in policies.items()}, opts)


def _provider() -> pulumi.ResourceOptions:
    """With the stack's own key (`pulumi config set --secret newrelic:apiKey`); without one the provider reads NEW_RELIC_API_KEY."""
    config = pulumi.Config("newrelic")
    provider = newrelic.Provider(
        "newrelic", account_id=config.get("accountId"), api_key=config.get_secret("apiKey"), region=config.get("region")
    )
    return pulumi.ResourceOptions(providers=[provider])


def _objectives(watch: NewRelicWatch, account_id: pulumi.Output[str], opts: pulumi.ResourceOptions) -> None:
    workloads = {form.key: Workload(form.key, WorkloadArgs(form=form), opts) for form in watch.workloads}
    for form in watch.levels:
        Objective(form.key, ObjectiveArgs(form=form, entity_guid=workloads[form.service].guid, account_id=account_id), opts)


def _conditions(watch: NewRelicWatch, policy_ids: Mapping[str, pulumi.Output[str]], opts: pulumi.ResourceOptions) -> None:
    for burn in watch.burns:
        BurnAlert(burn.key, BurnAlertArgs(form=burn, policy_ids=policy_ids), opts)
    for form in watch.conditions:
        Condition(form.key, ConditionArgs(form=form, policy_id=policy_ids[form.policy]), opts)
