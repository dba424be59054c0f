"""Nobody, and two people."""

from components.pagerduty.response_team import ResponseTeam, ResponseTeamArgs


def smallest() -> None:
    ResponseTeam("operations", ResponseTeamArgs(title="Operations", description="Is on call.", members={}))


def largest() -> None:
    members = {"cedar": "PCEDARX", "plane": "PPLANEX"}
    ResponseTeam("operations", ResponseTeamArgs(title="Operations", description="Is on call.", members=members))
