"""A team and the people in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty


@dataclass(frozen=True, kw_only=True)
class ResponseTeamArgs:
    """Who belongs together; users themselves come from the company's directory."""

    title: str
    description: str
    members: Mapping[str, str]
    """Ids of users by call-name."""


class ResponseTeam(pulumi.ComponentResource):
    """A team whose members answer its incidents; what they may change stands in the catalog, so none of them manages it here."""

    team_id: pulumi.Output[str]

    def __init__(self, name: str, args: ResponseTeamArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:ResponseTeam", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        team = pagerduty.Team(name, name=args.title, description=args.description, opts=child)
        for person, user_id in args.members.items():
            pagerduty.TeamMembership(f"{name}.{person}", team_id=team.id, user_id=user_id, role="responder", opts=child)
        self.team_id = team.id
        self.register_outputs({"team_id": self.team_id})
