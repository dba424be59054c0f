"""One rule that is enabled is enough; what it ends is the owner's to say."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.storage._buckets import said

LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"


def judge(bucket: Item, world: World) -> Verdict:
    """Rules that are switched off end nothing."""
    if any(rule.flag(default=False) for rule in bucket.every("lifecycleRules[*].enabled")):
        return passed("a rule of its own is enabled")
    rules = 0
    for status in said(bucket, world, kind=LIFECYCLE, path="rules[*].status"):
        rules += 1
        if status.text() == "Enabled":
            return passed(f"{status.path} is enabled")
    return failed(
        f"{f'none of its {rules} lifecycle rules is enabled' if rules else 'it has no lifecycle rule'}; expected one that is Enabled"
    )
