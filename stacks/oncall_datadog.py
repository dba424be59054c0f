"""Datadog On-Call in the layer `oncall`: teams, schedules, and where each team's pages go."""

from collections.abc import Mapping

from components.datadog.on_call_escalation import OnCallEscalation, OnCallEscalationArgs
from components.datadog.on_call_schedule import OnCallSchedule, OnCallScheduleArgs
from components.datadog.on_call_team import OnCallTeam, OnCallTeamArgs
from estate.catalog.catalog import Catalog
from estate.catalog.team import Team
from estate.roster.lock import Lock
from estate.roster.vendor_datadog import routing, schedules
from estate.roster.weekly import label


def build(catalog: Catalog, locks: Mapping[str, Lock]) -> None:
    """Everything that Datadog needs to page the right person; `locks` by the rosters' names."""
    teams = {name: _team(catalog, team) for name, team in catalog.teams.items()}
    planned = [plan for name, roster in catalog.rosters.items() for plan in schedules(roster, locks[name], catalog.people)]
    ids = {
        plan.seat: OnCallSchedule(label(plan.seat), OnCallScheduleArgs(schedule=plan, team_id=teams[plan.team].team_id)).schedule_id
        for plan in planned
    }
    for name, team in catalog.teams.items():
        if team.on_call:
            args = OnCallEscalationArgs(routing=routing(team, team.on_call, catalog.rosters), team_id=teams[name].team_id, schedule_ids=ids)
            OnCallEscalation(name, args)


def _team(catalog: Catalog, team: Team) -> OnCallTeam:
    members = {person.name: person.datadog for person in catalog.people.values() if person.team == team.name and person.datadog}
    return OnCallTeam(
        team.name, OnCallTeamArgs(handle=team.name, title=team.name.capitalize(), description=team.description, members=members)
    )
