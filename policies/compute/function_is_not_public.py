"""Addresses without authorisation, and permissions for everybody, or for a service of AWS on behalf of everybody."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

NARROWING = ("principalOrgId", "sourceAccount", "sourceArn")
SERVICES = (".amazonaws.com", ".amazonaws.com.cn")
"""A service calls for whoever set it up so, in whatever account (IAM user guide, the confused deputy problem)."""


def judge(item: Item, _world: World) -> Verdict:
    """A permission for `*`, or for a service, is narrowed by an organisation, an account or a resource."""
    if item.type.endswith(":FunctionUrl"):
        kind = item.at("authorizationType").text()
        return passed() if kind == "AWS_IAM" else failed(f"authorizationType is {kind}; expected AWS_IAM")
    principal = item.at("principal").written()
    if not (principal == "*" or principal.endswith(SERVICES)) or any(item.at(key).is_present for key in NARROWING):
        return passed()
    if principal == "*":
        return failed("principal is *; expected a service, an account, or sourceAccount beside it")
    return failed(f"principal is {principal}, for every account of the world; expected sourceArn or sourceAccount beside it")
