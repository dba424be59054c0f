"""A role for pull requests is for nothing else, and has none of AWS's policies that change things."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.delivery._trust import trusted_tokens

ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
PULL_REQUEST = ":pull_request"
CHANGE = ("AdministratorAccess", "PowerUserAccess", "IAMFullAccess")


def judge(role: Item, world: World) -> Verdict:
    """A subject that stands for every token stands for pull requests too."""
    subjects = [subject for claims in trusted_tokens(role) for subject in claims.get("sub", [])]
    meant = [subject for subject in subjects if subject.endswith((PULL_REQUEST, ":*")) or subject == "*"]
    if not meant:
        return not_applicable("no pull request takes it")
    if others := [subject for subject in subjects if not subject.endswith(PULL_REQUEST)]:
        return failed(f"pull requests take the role of {others[0]}; expected one of their own")
    attached = [policy.text() for policy in role.every("managedPolicyArns[*]")]
    attached += [attachment.at("policyArn").text() for attachment in world.resources.referring(role, ATTACHMENT, "role")]
    if strong := next((policy for policy in attached if policy.rpartition("/")[2] in CHANGE), None):
        return failed(f"pull requests take a role with {strong.rpartition('/')[2]}; expected ReadOnlyAccess")
    return passed()
