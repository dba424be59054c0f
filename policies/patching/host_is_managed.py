"""The agent signs in with the role of the host's profile; its rights are a managed policy of AWS's."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PROFILE = "aws:iam/instanceProfile:InstanceProfile"
ROLE = "aws:iam/role:Role"
ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment"
MANAGED = "policy/AmazonSSMManagedInstanceCore"
PATHS = ("iamInstanceProfile.arn", "iamInstanceProfile.name")


def judge(host: Item, world: World) -> Verdict:
    """Follows the profile to the role, and the role to what is attached to it."""
    paths = ("iamInstanceProfile",) if host.type.startswith("aws:ec2/instance:") else PATHS
    profiles = (world.resources.referred(host, path, PROFILE) for path in paths)
    profile = next((found for found in profiles if found), None)
    role = world.resources.referred(profile, "role", ROLE) if profile else None
    if role is None:
        return failed("it has no role; expected one with AmazonSSMManagedInstanceCore")
    if any(policy.text().endswith(MANAGED) for policy in role.every("managedPolicyArns[*]")):
        return passed(role.title)
    for attached in world.resources.referring(role, ATTACHMENT, "role"):
        if attached.at("policyArn").written().endswith(MANAGED):
            return passed(role.title)
    return failed(f"{role.title} is without AmazonSSMManagedInstanceCore; expected it attached")
