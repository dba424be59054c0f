"""One policy for the whole account of an environment."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

POLICY = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy"
LEAST = {"minimumPasswordLength": (14, 6), "passwordReusePrevention": (24, 0)}
"""What the CIS benchmark asks for, and what IAM takes where nobody says anything."""
KINDS = ("requireLowercaseCharacters", "requireUppercaseCharacters", "requireNumbers", "requireSymbols")
"""What FSBP asks for beside it; IAM asks for none by itself."""


def judge(account: AwsAccount, world: World) -> Verdict:
    """Length and reuse, and the kinds of signs, of which the CIS benchmark says nothing."""
    for policy in world.resources.of_type(POLICY):
        if policy.environment != account.name:
            continue
        found = {key: policy.at(key).number(default) for key, (_, default) in LEAST.items()}
        low = [f"{key} is {found[key]:.0f}; expected at least {least}" for key, (least, _) in LEAST.items() if found[key] < least]
        low += [f"{kind} is off; expected on" for kind in KINDS if not policy.at(kind).flag(default=False)]
        return failed(". ".join(low)) if low else passed(policy.title)
    return failed("its account has no password policy; expected an AccountPasswordPolicy")
