"""Access logs of S3 and of load balancers can be written under S3's own key alone (S3 and ELB user guides)."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.storage._buckets import receives_access_logs, said

ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
RULE = "applyServerSideEncryptionByDefault.sseAlgorithm"
BY_KMS = ("aws:kms", "aws:kms:dsse")


def judge(bucket: Item, world: World) -> Verdict:
    """Without a word about it S3 encrypts with its own key."""
    inline = f"serverSideEncryptionConfiguration.rule.{RULE}"
    found = [value.text() for value in said(bucket, world, kind=ENCRYPTION, path=f"rules[*].{RULE}", inline=inline)]
    if found and all(algorithm in BY_KMS for algorithm in found):
        return passed(f"it is encrypted by {', '.join(found)}")
    if receives_access_logs(bucket, world):
        return not_applicable("access logs are written under S3's own key alone")
    return failed(f"it is encrypted by {', '.join(found) or 'AES256, which S3 takes by itself'}; expected aws:kms")
