"""One policy for the whole account of an environment."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
LEAST = {"minimumPasswordLength": (14, 6), "passwordReusePrevention": (24, 0)}
"""What the CIS benchmark asks for, and what IAM takes where nobody says anything."""


def judge(account: AwsAccount, world: World) -> Verdict:
    """Length and reuse; the CIS benchmark no longer asks for kinds of signs."""
    for policy in world.resources.of_type(POLICY):
        if policy.environment != account.name:
            continue
        found = {key: policy.at(key).number(default) for key, (_, default) in LEAST.items()}
        low = [f"{key} is {found[key]:.0f}; expected at least {least}" for key, (least, _) in LEAST.items() if found[key] < least]
        return failed(". ".join(low)) if low else passed(policy.title)
    return failed("its account has no password policy; expected an AccountPasswordPolicy")
