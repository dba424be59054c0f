"""Settings of buckets."""

import json

from tests.sandbox.sample import Sample, The

OWNER = {"expectedBucketOwner": "a condition of the call, not a part of the bucket"}
BUCKET = The("aws:s3/bucket:Bucket")
LOGS = The("aws:s3/bucket:Bucket", variant="logs")
LET_S3_WRITE = {
    "Effect": "Allow",
    "Principal": {"Service": "logging.s3.amazonaws.com"},
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::shop-logs/*",
}
FORGET = {
    "id": "forget-replaced",
    "status": "Enabled",
    "filter": dict[str, object](),
    "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7.0},
    "noncurrentVersionExpiration": {"noncurrentDays": 30.0},
}
EXPIRE = {"id": "expire-old", "status": "Enabled", "filter": {"prefix": "tmp/"}, "expiration": {"days": 90.0}}
SHELVE = {
    "id": "shelve",
    "status": "Enabled",
    "filter": {"and": {"prefix": "reports/", "tags": {"kept": "long"}}},
    "transitions": [{"days": 30.0, "storageClass": "STANDARD_IA"}],
}
COPIER = "arn:aws:iam::222233334444:role/copier"
COPY_KEY = "arn:aws:kms:eu-west-1:222233334444:key/00000000-0000-4000-8000-000000000000"
COPY = {
    "id": "all",
    "status": "Enabled",
    "priority": 0.0,
    "filter": {"prefix": ""},
    "deleteMarkerReplication": {"status": "Disabled"},
    "sourceSelectionCriteria": {"sseKmsEncryptedObjects": {"status": "Enabled"}},
    "destination": {"bucket": "arn:aws:s3:::shop-images-copy", "encryptionConfiguration": {"replicaKmsKeyId": COPY_KEY}},
}

SAMPLES = (
    Sample("aws:s3/bucket:Bucket", variant="logs", inputs={"bucket": "shop-logs", "forceDestroy": True}),
    Sample("aws:s3/bucket:Bucket", variant="locked", inputs={"bucket": "shop-audit", "objectLockEnabled": True}),
    Sample(
        "aws:s3/bucketPolicy:BucketPolicy",
        variant="logs",
        inputs={"bucket": LOGS, "policy": json.dumps({"Version": "2012-10-17", "Statement": [LET_S3_WRITE]})},
    ),
    Sample(
        "aws:s3/bucketLogging:BucketLogging",
        # The policy's id is the bucket's name: S3 writes logs only where it may.
        inputs={"bucket": BUCKET, "targetBucket": The("aws:s3/bucketPolicy:BucketPolicy", variant="logs"), "targetPrefix": "images/"},
        steps=(
            {"targetPrefix": "pictures/"},
            {"targetObjectKeyFormat": {"partitionedPrefix": {"partitionDateSource": "EventTime"}}},
        ),
        untried={**OWNER, "targetGrants": "buckets of today have no grants", "targetBucket": "only one bucket may be written to"},
    ),
    Sample(
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
        inputs={"bucket": BUCKET, "rule": {"objectOwnership": "BucketOwnerEnforced"}},
        steps=({"rule": {"objectOwnership": "BucketOwnerPreferred"}},),
    ),
    Sample(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        inputs={"bucket": BUCKET, "rules": [FORGET, EXPIRE]},
        steps=({"rules": [SHELVE]}, {"transitionDefaultMinimumObjectSize": "varies_by_storage_class"}),
        untried=OWNER,
    ),
    Sample(
        "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
        inputs={
            "bucket": The("aws:s3/bucket:Bucket", variant="locked"),
            "rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 30.0}},
        },
        steps=({"rule": {"defaultRetention": {"mode": "COMPLIANCE", "years": 1.0}}},),
        untried={"token": "only AWS's support gives one"},
    ),
    Sample(
        "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
        # The versioning's id is the bucket's name: only a bucket that keeps versions is copied.
        inputs={"bucket": The("aws:s3/bucketVersioning:BucketVersioning"), "role": COPIER, "rules": [COPY]},
        steps=({"rules": [{**COPY, "status": "Disabled"}]}, {"role": f"{COPIER}-of-all"}),
        untried={"token": "for buckets that lock objects, from AWS's support", "bucket": "another bucket has rules of its own"},
    ),
)
