"""A team of Opsgenie."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_opsgenie as opsgenie


@dataclass(frozen=True, kw_only=True)
class TeamArgs:
    """A team that owns schedules, or whose services alert somebody."""

    title: str
    description: str
    member_ids: Mapping[str, pulumi.Input[str]]
    """Ids of Opsgenie's users, by the people's names."""


class Team(pulumi.ComponentResource):
    """The team without the schedule and the escalation that Opsgenie makes by itself: they would notify everybody in it."""

    team_id: pulumi.Output[str]

    def __init__(self, name: str, args: TeamArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:opsgenie:Team", name, None, opts)
        team = opsgenie.Team(
            name,
            name=args.title,
            description=args.description,
            delete_default_resources=True,
            members=[opsgenie.TeamMemberArgs(id=user_id, role="user") for user_id in args.member_ids.values()],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.team_id = team.id
        self.register_outputs({"team_id": self.team_id})
