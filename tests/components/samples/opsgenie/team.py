"""A team of nobody, and one of two."""

from components.opsgenie.team import Team, TeamArgs


def smallest() -> None:
    Team("management", TeamArgs(title="Management", description="Decides.", member_ids={}))


def largest() -> None:
    Team("operations", TeamArgs(title="Operations", description="Is on call.", member_ids={"cedar": "id of cedar", "plane": "id of plane"}))
