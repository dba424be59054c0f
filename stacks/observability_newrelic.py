"""New Relic in the layer `observability`: objectives, the conditions that watch them, and who is told."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.burn_alert import BurnAlert, BurnAlertArgs
from components.newrelic.condition import Condition, ConditionArgs
from components.newrelic.dashboard import Dashboard, DashboardArgs
from components.newrelic.destination import Credentials, Destination, DestinationArgs, Token
from components.newrelic.muting import Muting, MutingArgs
from components.newrelic.notification import Notification, NotificationArgs
from components.newrelic.objective import Objective, ObjectiveArgs
from components.newrelic.policy import Policy, PolicyArgs
from components.newrelic.probe import Probe, ProbeArgs
from components.newrelic.workload import Workload, WorkloadArgs
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.newrelic_dispatch import dispatched
from estate.alerting.forms.newrelic_form import DestinationForm
from estate.alerting.forms.newrelic_mutes import mute_forms
from estate.alerting.forms.newrelic_policies import SILENT
from estate.alerting.forms.newrelic_probes import probe_forms
from estate.alerting.forms.newrelic_watch import NewRelicWatch, newrelic_watch
from estate.alerting.spec import Alerting
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.healing import dispatch
from stacks.contracts import OnCallContract

Texts = Mapping[str, pulumi.Output[str]]
"""By key."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What everything of this vendor stands on."""

    watch: NewRelicWatch
    policies: Mapping[str, Policy]
    opts: pulumi.ResourceOptions

    @property
    def policy_ids(self) -> Texts:
        """Of the policies."""
        return {key: policy.policy_id for key, policy in self.policies.items()}

    @property
    def account_id(self) -> pulumi.Output[str]:
        """Of the account that everything stands in."""
        return self.policies[SILENT].account_id


def build(catalog: Catalog, environment: Environment, alerting: Alerting, on_call: OnCallContract) -> None:
    """Everything that New Relic needs to watch the environment and to tell whoever is on call."""
    opts = _provider()
    watch = _watch(catalog, environment, alerting)
    policies = {form.key: Policy(form.key, PolicyArgs(form=form), opts) for form in watch.policies}
    ground = Ground(watch=watch, policies=policies, opts=opts)
    dashboards = _dashboards(ground, _objectives(ground))
    _conditions(ground)
    _notifications(ground, on_call, dashboards)
    for probe in probe_forms(catalog, environment, alerting):
        Probe(probe.key, ProbeArgs(form=probe), opts)
    for form in mute_forms(catalog, environment):
        Muting(form.key, MutingArgs(form=form), opts)


def _watch(catalog: Catalog, environment: Environment, alerting: Alerting) -> NewRelicWatch:
    watch, known = newrelic_watch(alerting, addresses(catalog), catalog.organisation), dispatch(catalog, environment)
    return dispatched(watch, known) if known and "newrelic" in known.told_by else watch


def _provider() -> pulumi.ResourceOptions:
    """With the stack's own key (`pulumi config set --secret newrelic:apiKey`); without one the provider reads NEW_RELIC_API_KEY."""
    config = pulumi.Config("newrelic")
    provider = newrelic.Provider(
        "newrelic", account_id=config.get("accountId"), api_key=config.get_secret("apiKey"), region=config.get("region")
    )
    return pulumi.ResourceOptions(providers=[provider])


def _objectives(ground: Ground) -> Texts:
    """Their GUIDs."""
    workloads = {form.key: Workload(form.key, WorkloadArgs(form=form), ground.opts) for form in ground.watch.workloads}
    guids: dict[str, pulumi.Output[str]] = {}
    for form in ground.watch.levels:
        args = ObjectiveArgs(form=form, entity_guid=workloads[form.service].guid, account_id=ground.account_id)
        guids[form.key] = Objective(form.key, args, ground.opts).guid
    return guids


def _dashboards(ground: Ground, level_guids: Texts) -> Texts:
    """Their addresses."""
    urls: dict[str, pulumi.Output[str]] = {}
    for form in ground.watch.dashboards:
        args = DashboardArgs(form=form, account_id=ground.account_id, level_guids={key: level_guids[key] for key in form.levels})
        urls[form.key] = Dashboard(form.key, args, ground.opts).url
    return urls


def _conditions(ground: Ground) -> None:
    for burn in ground.watch.burns:
        BurnAlert(burn.key, BurnAlertArgs(form=burn, policy_ids=ground.policy_ids), ground.opts)
    for form in ground.watch.conditions:
        Condition(form.key, ConditionArgs(form=form, policy_id=ground.policy_ids[form.policy]), ground.opts)


def _notifications(ground: Ground, on_call: OnCallContract, dashboards: Texts) -> None:
    places = {
        form.key: Destination(form.key, DestinationArgs(form=form, proof=_proof(form, on_call)), ground.opts).destination_id
        for form in ground.watch.destinations
    }
    for form in ground.watch.workflows:
        args = NotificationArgs(
            form=form,
            destination_id=places[form.destination],
            policy_ids=ground.policy_ids,
            dashboard_url=dashboards[form.service] if form.service else None,
        )
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
        case "dispatcher":
            token = pulumi.Config("dispatcher").get_secret("newrelicToken")
            return Token(prefix="Bearer", token=token) if token else None
        case None:
            return None
