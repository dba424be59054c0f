"""Addresses without authorisation, and permissions for everybody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

NARROWING = ("principalOrgId", "sourceAccount", "sourceArn")


def judge(item: Item, _world: World) -> Verdict:
    """A permission for `*` is narrowed by an organisation, an account or a resource."""
    if item.type.endswith(":FunctionUrl"):
        kind = item.at("authorizationType").text()
        return passed() if kind == "AWS_IAM" else failed(f"authorizationType is {kind}; expected AWS_IAM")
    if item.at("principal").written() != "*" or any(item.at(key).is_present for key in NARROWING):
        return passed()
    return failed("principal is *; expected a service, an account, or sourceAccount beside it")
