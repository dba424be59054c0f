"""One block for the whole account of an environment."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

BLOCK = "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"
SWITCHES = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")


def judge(account: AwsAccount, world: World) -> Verdict:
    """All four switches; the provider's default is off."""
    for block in world.resources.of_type(BLOCK):
        if block.environment != account.name:
            continue
        off = [switch for switch in SWITCHES if not block.at(switch).flag(default=False)]
        return failed(f"{block.title} leaves {', '.join(off)} off; expected all four switches on") if off else passed(block.title)
    return failed("its account has no block; expected an AccountPublicAccessBlock with all four switches on")
