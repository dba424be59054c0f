"""Buckets that everybody reads, that keep nothing and end nothing."""

import json

from pulumi_aws import s3

FACTS = {"stores": {"photos": {"tier": 1}}}
"""A store that matters, in one region."""


def build() -> None:
    photos = s3.Bucket("photos", bucket="bad-photos", force_destroy=True, tags={"service": "photos"})
    s3.BucketOwnershipControls("photos", bucket=photos.id, rule={"object_ownership": "ObjectWriter"})
    s3.BucketAcl("photos", bucket=photos.id, acl="public-read")
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bad-photos/*"}
    s3.BucketPolicy("photos", bucket=photos.id, policy=json.dumps({"Version": "2012-10-17", "Statement": [everybody]}))
    archive = s3.Bucket("archive", bucket="bad-archive")
    s3.BucketLifecycleConfiguration("archive", bucket=archive.id, rules=[{"id": "old", "status": "Disabled", "expiration": {"days": 30}}])
