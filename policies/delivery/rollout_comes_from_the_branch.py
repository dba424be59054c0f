"""A token of a job that names an environment says no branch in its subject: the branch is a claim of its own."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.delivery._trust import trusted_tokens

ENVIRONMENT = ":environment:"


def judge(role: Item, _world: World) -> Verdict:
    """Each statement that lets an environment in."""
    behind = [claims for claims in trusted_tokens(role) if any(ENVIRONMENT in subject for subject in claims.get("sub", []))]
    if not behind:
        return not_applicable("no workflow behind an environment takes it")
    for claims in behind:
        refs = claims.get("ref", [])
        if not refs or any("*" in ref for ref in refs):
            return failed(f"it is taken from {', '.join(refs) or 'every branch'}; expected one, in the claim ref")
        if len(claims["sub"]) > 1 or "*" in claims["sub"][0]:
            return failed(f"it is taken behind {', '.join(claims['sub'])}; expected one environment")
    return passed()
