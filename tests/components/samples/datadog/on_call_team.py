"""A team of nobody, and one of two."""

from components.datadog.on_call_team import OnCallTeam, OnCallTeamArgs


def smallest() -> None:
    OnCallTeam("management", OnCallTeamArgs(handle="management", title="Management", description="Decides.", members={}))


def largest() -> None:
    members = {"cedar": "00000000-0000-4000-8000-000000000001", "plane": "00000000-0000-4000-8000-000000000002"}
    OnCallTeam("operations", OnCallTeamArgs(handle="operations", title="Operations", description="Is on call.", members=members))
