"""The bucket's policy is a resource of its own: the check goes from the bucket to it."""

from estate.readiness.policy_documents import statements
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

POLICY = "aws:s3/bucketPolicy:BucketPolicy"


def judge(bucket: Item, world: World) -> Verdict:
    """One statement of one policy is enough."""
    policies = 0
    for policy in world.resources.referring(bucket, POLICY, "bucket"):
        policies += 1
        if any(statement.refuses_plain_http("s3:*") for statement in statements(policy.at("policy"))):
            return passed(f"{policy.title} refuses it")
    return failed(f"{'its policy does not refuse' if policies else 'it has no policy that refuses'} plain HTTP; expected a Deny")
