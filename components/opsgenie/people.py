"""The people that Opsgenie notifies."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_opsgenie as opsgenie


@dataclass(frozen=True, kw_only=True)
class PeopleArgs:
    """Everybody who takes turns."""

    addresses: Mapping[str, str]
    """The user names of Opsgenie, by the people's names."""


class People(pulumi.ComponentResource):
    """Users of Opsgenie: rotations want their ids, which only the users themselves tell.

    Whoever is there already is adopted, not made: `pulumi import opsgenie:index/user:User <name> <id>`. Afterwards nothing but
    the id is used: what people have set stays, and nobody's account is deleted when they leave the catalog.
    """

    user_ids: Mapping[str, pulumi.Output[str]]
    """By the people's names."""

    def __init__(self, name: str, args: PeopleArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:opsgenie:People", name, None, opts)
        child = pulumi.ResourceOptions(
            parent=self, retain_on_delete=True, ignore_changes=["fullName", "role", "locale", "timezone", "tags", "userAddresses"]
        )
        self.user_ids = {
            person: opsgenie.User(person, username=address, full_name=person.capitalize(), role="User", opts=child).id
            for person, address in args.addresses.items()
        }
        self.register_outputs({"user_ids": self.user_ids})
