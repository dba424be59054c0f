"""Buckets."""

import json

from tests.sandbox.sample import Sample, The

OWNER = "a condition of the call, not a part of the bucket"
BUCKET = The("aws:s3/bucket:Bucket")


def policy(effect: str) -> str:
    statement = {"Effect": effect, "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::shop-images/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def encryption(**default: object) -> list[object]:
    return [{"applyServerSideEncryptionByDefault": default, "bucketKeyEnabled": True}]


SAMPLES = (
    Sample(
        "aws:s3/bucket:Bucket",
        inputs={"bucket": "shop-images", "tags": {"team": "storefront"}},
        steps=({"forceDestroy": True}, {"tags": {"owner": "storefront"}}, {"tags": None}),
    ),
    Sample(
        "aws:s3/bucketVersioning:BucketVersioning",
        inputs={"bucket": BUCKET, "versioningConfiguration": {"status": "Enabled"}},
        steps=({"versioningConfiguration": {"status": "Suspended"}},),
        untried={"mfa": "the emulator has no such device", "expectedBucketOwner": OWNER},
    ),
    Sample(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        inputs={"bucket": BUCKET, "rules": encryption(sseAlgorithm="AES256")},
        steps=({"rules": encryption(sseAlgorithm="aws:kms", kmsMasterKeyId=The("aws:kms/key:Key", "arn"))},),
        untried={"expectedBucketOwner": OWNER},
    ),
    Sample(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        inputs={"bucket": BUCKET, "blockPublicAcls": True, "blockPublicPolicy": True},
        steps=({"ignorePublicAcls": True, "restrictPublicBuckets": True}, {"blockPublicAcls": False}, {"blockPublicPolicy": None}),
    ),
    Sample("aws:s3/bucketPolicy:BucketPolicy", inputs={"bucket": BUCKET, "policy": policy("Allow")}, steps=({"policy": policy("Deny")},)),
)
