"""New Relic in the layer `observability`: objectives, the conditions that watch them, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.burn_alert import BurnAlert, BurnAlertArgs
from components.newrelic.condition import Condition, ConditionArgs
from components.newrelic.destination import Credentials, Destination, DestinationArgs, Token
from components.newrelic.muting import Muting, MutingArgs
from components.newrelic.notification import Notification, NotificationArgs
from components.newrelic.objective import Objective, ObjectiveArgs
from components.newrelic.policy import Policy, PolicyArgs
from components.newrelic.workload import Workload, WorkloadArgs
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.newrelic_form import DestinationForm
from estate.alerting.forms.newrelic_mutes import mute_forms
from estate.alerting.forms.newrelic_policies import SILENT
from estate.alerting.forms.newrelic_watch import NewRelicWatch, newrelic_watch
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from stacks.contracts import OnCallContract


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What everything of this vendor stands on."""

    watch: NewRelicWatch
    policies: Mapping[str, Policy]
    opts: pulumi.ResourceOptions

    @property
    def policy_ids(self) -> Mapping[str, pulumi.Output[str]]:
        """By key."""
        return {key: policy.policy_id for key, policy in self.policies.items()}


def build(catalog: Catalog, environment: Environment, alerting: Alerting, on_call: OnCallContract) -> None:
    """Everything that New Relic needs to watch the environment and to tell whoever is on call."""
    opts = _provider()
    watch = newrelic_watch(alerting, addresses(catalog), catalog.organisation)
    policies = {form.key: Policy(form.key, PolicyArgs(form=form), opts) for form in watch.policies}
    ground = Ground(watch=watch, policies=policies, opts=opts)
    _objectives(ground)
    _conditions(ground)
    _notifications(ground, on_call)
    for form in mute_forms(catalog, environment):
        Muting(form.key, MutingArgs(form=form), opts)


def _provider() -> pulumi.ResourceOptions:
    """With the stack's own key (`pulumi config set --secret newrelic:apiKey`); without one the provider reads NEW_RELIC_API_KEY."""
    config = pulumi.Config("newrelic")
    provider = newrelic.Provider(
        "newrelic", account_id=config.get("accountId"), api_key=config.get_secret("apiKey"), region=config.get("region")
    )
    return pulumi.ResourceOptions(providers=[provider])


def _objectives(ground: Ground) -> None:
    workloads = {form.key: Workload(form.key, WorkloadArgs(form=form), ground.opts) for form in ground.watch.workloads}
    account_id = ground.policies[SILENT].account_id
    for form in ground.watch.levels:
        args = ObjectiveArgs(form=form, entity_guid=workloads[form.service].guid, account_id=account_id)
        Objective(form.key, args, ground.opts)


def _conditions(ground: Ground) -> None:
    for burn in ground.watch.burns:
        BurnAlert(burn.key, BurnAlertArgs(form=burn, policy_ids=ground.policy_ids), ground.opts)
    for form in ground.watch.conditions:
        Condition(form.key, ConditionArgs(form=form, policy_id=ground.policy_ids[form.policy]), ground.opts)


def _notifications(ground: Ground, on_call: OnCallContract) -> None:
    places = {
        form.key: Destination(form.key, DestinationArgs(form=form, proof=_proof(form, on_call)), ground.opts).destination_id
        for form in ground.watch.destinations
    }
    for form in ground.watch.workflows:
        args = NotificationArgs(form=form, destination_id=places[form.destination], policy_ids=ground.policy_ids)
        Notification(form.key, args, ground.opts)


def _proof(form: DestinationForm, on_call: OnCallContract) -> Credentials | Token | None:
    """The key of the service at PagerDuty, or the stack's own secrets (`pulumi config set --secret tickets:password`)."""
    match form.proof:
        case "pagerduty":
            return Token(prefix="Token token=", token=on_call.services[form.service].integration_key)
        case "tickets":
            config = pulumi.Config("tickets")
            user, password = config.get("user"), config.get_secret("password")
            return Credentials(user=user, password=password) if user and password else None
        case "opsgenie":
            key = pulumi.Config("opsgenie").get_secret("webhookKey")
            return Token(prefix="GenieKey", token=key) if key else None
        case None:
            return None
