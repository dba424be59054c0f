"""The bucket's policy is a resource of its own: the check goes from the bucket to it."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

POLICY = "aws:s3/bucketPolicy:BucketPolicy"


def judge(bucket: Item, world: World) -> Verdict:
    """One statement of one policy is enough."""
    policies = 0
    for policy in world.resources.referring(bucket, POLICY, "bucket"):
        policies += 1
        if any(_refuses_plain_http(statement) for statement in policy.every("policy.Statement[*]")):
            return passed(f"{policy.title} refuses it")
    return failed(f"{'its policy does not refuse' if policies else 'it has no policy that refuses'} plain HTTP; expected a Deny")


def _refuses_plain_http(statement: Value) -> bool:
    return (
        statement.at("Effect").text("") == "Deny"
        and any(who.written() == "*" for who in _principals(statement))
        and any(action.text() in ("s3:*", "*") for action in statement.at("Action").members())
        and any(not one.flag() for one in statement.at("Condition.Bool.aws:SecureTransport").members())
    )


def _principals(statement: Value) -> list[Value]:
    """`"*"` and `{"AWS": "*"}` mean the same (IAM user guide, "Principal")."""
    members = list(statement.at("Principal").members())
    return [who for member in members for who in (member.at("AWS").members() if member.is_mapping else (member,))]
