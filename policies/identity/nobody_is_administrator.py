"""Managed policies of AWS that end in everything: directly, or by giving oneself the rest."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ADMINISTRATION = ("AdministratorAccess", "IAMFullAccess")


def judge(item: Item, _world: World) -> Verdict:
    """Attachments, and the lists that roles carry."""
    for named in (item.at("policyArn"), *item.every("managedPolicyArns[*]")):
        policy = named.written("").rpartition(":policy/")[2].rpartition("/")[2]
        if policy in ADMINISTRATION:
            return failed(f"{named.path} is {policy}; expected a policy with the actions that are used")
    return passed()
