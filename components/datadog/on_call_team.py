"""A team of Datadog and the people in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog


@dataclass(frozen=True, kw_only=True)
class OnCallTeamArgs:
    """A team that owns schedules, or whose services page somebody."""

    handle: str
    """How monitors name it: `@oncall-<handle>`."""
    title: str
    description: str
    members: Mapping[str, str]
    """Ids of Datadog's users, by the people's names."""


class OnCallTeam(pulumi.ComponentResource):
    """The team with its members; people themselves are Datadog's, and come and go with single sign-on."""

    team_id: pulumi.Output[str]

    def __init__(self, name: str, args: OnCallTeamArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:OnCallTeam", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        team = datadog.Team(name, handle=args.handle, name=args.title, description=args.description, opts=child)
        for member, user_id in args.members.items():
            datadog.TeamMembership(f"{name}.{member}", team_id=team.id, user_id=user_id, opts=child)
        self.team_id = team.id
        self.register_outputs({"team_id": self.team_id})
