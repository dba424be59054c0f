"""What lets CloudFront read a bucket whose distribution is made in a layer above.

The distribution's id is not known where the bucket and its key are made, so both let in the account's distributions.
"""

from components.aws.encryption_key import KeyUse
from components.aws.policy_document import Condition, Statement
from components.aws.private_bucket import bucket_arn
from estate.naming import Scope

CLOUDFRONT = "cloudfront.amazonaws.com"


def may_read(scope: Scope, bucket: str) -> Statement:
    """Of the policy of the bucket `bucket` (CloudFront developer guide, origin access control)."""
    return {
        "Sid": "LetCloudFrontRead",
        "Effect": "Allow",
        "Principal": {"Service": CLOUDFRONT},
        "Action": "s3:GetObject",
        "Resource": f"{bucket_arn(scope, bucket)}/*",
        "Condition": _own_distributions(scope),
    }


def used_by_cloudfront(scope: Scope) -> KeyUse:
    """Of the policy of the bucket's key (CloudFront developer guide, origin access control and SSE-KMS)."""
    return KeyUse(service=CLOUDFRONT, condition=_own_distributions(scope))


def _own_distributions(scope: Scope) -> Condition:
    return {"ArnLike": {"aws:SourceArn": f"arn:aws:cloudfront::{scope.account}:distribution/*"}}
