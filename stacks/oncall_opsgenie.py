"""Opsgenie in the layer `oncall`, for as long as it is there (2027-04-05): people, teams, schedules, escalations."""

from collections.abc import Mapping

import pulumi

from components.opsgenie.escalation import Escalation, EscalationArgs
from components.opsgenie.people import People, PeopleArgs
from components.opsgenie.schedule import Schedule, ScheduleArgs
from components.opsgenie.team import Team, TeamArgs
from estate.catalog.catalog import Catalog
from estate.roster.lock import Lock
from estate.roster.vendor_opsgenie import routing, schedules
from estate.roster.weekly import label


def build(catalog: Catalog, locks: Mapping[str, Lock]) -> None:
    """Everything that Opsgenie needs to notify the right person; `locks` by the rosters' names."""
    planned = [plan for name, roster in catalog.rosters.items() for plan in schedules(roster, locks[name], catalog.people)]
    addresses = {person.name: person.email for person in catalog.people.values() if person.email}
    user_ids = People("people", PeopleArgs(addresses=addresses)).user_ids
    teams = {name: _team(catalog, name, user_ids) for name in catalog.teams}
    ids = {
        plan.seat: Schedule(label(plan.seat), ScheduleArgs(schedule=plan, team_id=teams[plan.team].team_id, user_ids=user_ids)).schedule_id
        for plan in planned
    }
    for name, team in catalog.teams.items():
        if team.on_call:
            way = routing(team, team.on_call, catalog.rosters)
            Escalation(name, EscalationArgs(routing=way, team_id=teams[name].team_id, schedule_ids=ids))


def _team(catalog: Catalog, name: str, user_ids: Mapping[str, pulumi.Output[str]]) -> Team:
    members = {person: user_ids[person] for person in user_ids if catalog.people[person].team == name}
    return Team(name, TeamArgs(title=name.capitalize(), description=catalog.teams[name].description, member_ids=members))
