"""PagerDuty in the layer `oncall`: teams, schedules, escalations, the services of all environments, announced work.

Run it with `pulumi up --refresh`: the ids of new layers are known only once they are read back, and without them the provider would
make the same layers again (see docs/decisions/0008-schedules-of-layers-page.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from components.pagerduty.dispatcher_subscription import DispatcherSubscription, DispatcherSubscriptionArgs
from components.pagerduty.escalation import Escalation, EscalationArgs
from components.pagerduty.flexible_schedule import FlexibleSchedule, FlexibleScheduleArgs
from components.pagerduty.incident_workflow import IncidentWorkflow, IncidentWorkflowArgs
from components.pagerduty.lane_schedules import LaneSchedules, LaneSchedulesArgs
from components.pagerduty.paged_service import PagedService, PagedServiceArgs
from components.pagerduty.planned_maintenance import PlannedMaintenance, PlannedMaintenanceArgs
from components.pagerduty.response_team import ResponseTeam, ResponseTeamArgs
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.calling import CALLING_ENVIRONMENT
from estate.decisions.healing import dispatch
from estate.roster.lock import Lock
from estate.roster.pagerduty.escalation import TeamPolicies, team_policies
from estate.roster.pagerduty.layers import lane_schedules
from estate.roster.pagerduty.maintenance import windows
from estate.roster.pagerduty.services import PagedService as Decided
from estate.roster.pagerduty.services import paged_services
from estate.roster.pagerduty.shifts import shift_schedules
from estate.roster.pagerduty.workflows import workflows
from stacks.contracts import OnCallContract, PagedServiceContract, export, paged_name


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What everything of this vendor stands on."""

    catalog: Catalog
    locks: Mapping[str, Lock]
    """By roster."""
    opts: pulumi.ResourceOptions


def build(catalog: Catalog, locks: Mapping[str, Lock]) -> None:
    """Everything that PagerDuty needs to call the right person; `locks` by the rosters' names."""
    ground = Ground(catalog=catalog, locks=locks, opts=_provider())
    teams = {name: _team(ground, name) for name in catalog.teams}
    schedules = _schedules(ground, teams)
    if pulumi.Config().get_bool("shiftSchedules"):
        _shift_schedules(ground, teams)
    policies = {name: team_policies(team, team.on_call, catalog.rosters) for name, team in catalog.teams.items() if team.on_call}
    escalations = {
        name: Escalation(name, EscalationArgs(policies=one, team_id=teams[name], schedule_ids=schedules), ground.opts)
        for name, one in policies.items()
    }
    services = {
        paged_name(environment, name): _service(ground, paged_name(environment, name), service, policies, escalations)
        for environment in catalog.environments.values()
        for name, service in paged_services(catalog, environment).items()
    }
    _maintenance(ground, services)
    _dispatchers(ground, services)
    _workflows(ground, teams, services)
    export(_contract(services, escalations, schedules))


def _provider() -> pulumi.ResourceOptions:
    """With the stack's own token (`pulumi config set --secret pagerduty:token`); without one the provider reads PAGERDUTY_TOKEN."""
    token = pulumi.Config("pagerduty").get_secret("token")
    return pulumi.ResourceOptions(providers=[pagerduty.Provider("pagerduty", token=token)])


def _team(ground: Ground, name: str) -> pulumi.Output[str]:
    people = [person for person in ground.catalog.people.values() if person.team == name]
    members = {person.name: person.pagerduty for person in people if person.pagerduty}
    args = ResponseTeamArgs(title=name.capitalize(), description=ground.catalog.teams[name].description, members=members)
    return ResponseTeam(name, args, ground.opts).team_id


def _schedules(ground: Ground, teams: Mapping[str, pulumi.Output[str]]) -> dict[str, pulumi.Output[str]]:
    """Ids by the schedules' names."""
    ids: dict[str, pulumi.Output[str]] = {}
    for name, roster in ground.catalog.rosters.items():
        decided = lane_schedules(roster, ground.locks[name], ground.catalog.people)
        ids |= LaneSchedules(name, LaneSchedulesArgs(schedules=decided, team_id=teams[roster.team]), ground.opts).schedule_ids
    return ids


def _shift_schedules(ground: Ground, teams: Mapping[str, pulumi.Output[str]]) -> None:
    for name, roster in ground.catalog.rosters.items():
        decided = shift_schedules(roster, ground.locks[name], ground.catalog.people)
        for place, one in enumerate(decided, start=1):
            label = f"{name}.shifts" if place == 1 else f"{name}.shifts.{place}"
            FlexibleSchedule(label, FlexibleScheduleArgs(schedule=one, team_id=teams[roster.team]), ground.opts)


def _service(
    ground: Ground, name: str, service: Decided, policies: Mapping[str, TeamPolicies], escalations: Mapping[str, Escalation]
) -> PagedService:
    escalation = escalations[service.owner]
    args = PagedServiceArgs(
        service=service,
        policy_id=escalation.policy_id,
        in_hours_policy_id=escalation.in_hours_policy_id,
        in_hours=policies[service.owner].conditions,
    )
    return PagedService(name, args, ground.opts)


def _maintenance(ground: Ground, services: Mapping[str, PagedService]) -> None:
    for window in windows(ground.catalog):
        environment = ground.catalog.environments[window.environment]
        ids = [services[paged_name(environment, name)].service_id for name in window.services]
        PlannedMaintenance(window.name, PlannedMaintenanceArgs(window=window, service_ids=ids), ground.opts)


def _dispatchers(ground: Ground, services: Mapping[str, PagedService]) -> None:
    """Of what the dispatchers heal they are told by the services' incidents (`pulumi config set --secret dispatcher:pagerdutyToken`)."""
    token = pulumi.Config("dispatcher").get_secret("pagerdutyToken")
    for environment in ground.catalog.environments.values():
        known = dispatch(ground.catalog, environment)
        if known is None or "pagerduty" not in known.told_by:
            continue
        healed = {paged_name(environment, alert.partition(".")[0]) for alert in known.healings}
        for name in sorted(healed & services.keys()):
            args = DispatcherSubscriptionArgs(url=known.url("pagerduty"), service_id=services[name].service_id, token=token)
            DispatcherSubscription(name, args, ground.opts)


def _workflows(ground: Ground, teams: Mapping[str, pulumi.Output[str]], services: Mapping[str, PagedService]) -> None:
    """For the services that call people at all."""
    calling = _of(ground.catalog.environments.get(CALLING_ENVIRONMENT), ground.catalog)
    ids = [services[name].service_id for name in calling]
    for workflow in workflows(ground.catalog.organisation) if ids else ():
        args = IncidentWorkflowArgs(workflow=workflow, team_id=teams[ground.catalog.organisation.platform_team], service_ids=ids)
        IncidentWorkflow(workflow.priority, args, ground.opts)


def _of(environment: Environment | None, catalog: Catalog) -> list[str]:
    return [paged_name(environment, service.name) for service in catalog.services_in(environment)] if environment else []


def _contract(
    services: Mapping[str, PagedService], escalations: Mapping[str, Escalation], schedules: Mapping[str, pulumi.Output[str]]
) -> OnCallContract:
    return OnCallContract(
        services={
            name: PagedServiceContract(service_id=one.service_id, integration_key=one.integration_key) for name, one in services.items()
        },
        policy_ids={name: one.policy_id for name, one in escalations.items()},
        schedule_ids=schedules,
    )
