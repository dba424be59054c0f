"""Buckets, and what is set on them by resources of its own."""

from estate.sandbox.row import Call, Naming, Row

BUCKET_NAME = {"Bucket": "{id}"}
OWNER = {"expectedBucketOwner": "ExpectedBucketOwner"}
INLINE = (
    "accelerationStatus",
    "corsRules",
    "grants",
    "lifecycleRules",
    "logging",
    "objectLockConfiguration",
    "policy",
    "replicationConfiguration",
    "requestPayer",
    "serverSideEncryptionConfiguration",
    "versioning",
    "website",
)

BUCKET = Row(
    "aws:s3/bucket:Bucket",
    service="s3",
    create=Call(
        "create_bucket",
        arguments={"CreateBucketConfiguration": {"LocationConstraint": "{region != 'us-east-1' && region || `null`}"}},
    ),
    id="{in.bucket}",
    read=Call("head_bucket", arguments=BUCKET_NAME),
    also_read={
        "Tags": Call("get_bucket_tagging", arguments=BUCKET_NAME, at="TagSet"),
        "Objects": Call("list_object_versions", arguments=BUCKET_NAME, at="[Versions, DeleteMarkers][][]"),
        "Lock": Call(
            "get_object_lock_configuration",
            arguments=BUCKET_NAME,
            at="ObjectLockConfiguration.ObjectLockEnabled=='Enabled'",
            when="in.objectLockEnabled",
        ),
    },
    delete=(
        Call(
            "delete_object",
            arguments={**BUCKET_NAME, "Key": "{item.Key}", "VersionId": "{item.VersionId}"},
            each="state.Objects",
            when="in.forceDestroy",
        ),
        Call("delete_bucket", arguments=BUCKET_NAME),
    ),
    renames={"objectLockEnabled": "ObjectLockEnabledForBucket"},
    apart=("tags",),
    local=("bucketPrefix", "forceDestroy"),
    naming=Naming(property="bucket", prefix="bucketPrefix", limit=63, lower=True),
    known=dict.fromkeys(INLINE, "give it a resource of its own (aws:s3/bucket...)"),
    replace_on=("acl",),
    tag_updates=(
        Call("put_bucket_tagging", arguments={**BUCKET_NAME, "Tagging": {"TagSet": "{in.tags}"}}, when="in.tags"),
        Call("delete_bucket_tagging", arguments=BUCKET_NAME, when="!(in.tags)"),
    ),
    observe={"bucket": "{id}", "objectLockEnabled": "{state.Lock}"},
    outputs={
        "arn": "arn:{partition}:s3:::{id}",
        "bucketDomainName": "{id}.s3.amazonaws.com",
        "bucketRegion": "{region}",
        "bucketRegionalDomainName": "{id}.s3.{region}.amazonaws.com",
    },
)

VERSIONING = Row(
    "aws:s3/bucketVersioning:BucketVersioning",
    service="s3",
    create=Call("put_bucket_versioning"),
    id="{in.bucket}",
    read=Call("get_bucket_versioning", arguments=BUCKET_NAME, at="[@][?Status] | [0]"),
    delete=(Call("put_bucket_versioning", arguments={**BUCKET_NAME, "VersioningConfiguration": {"Status": "Suspended"}}),),
    lingers="a bucket that had versions can only suspend them",
    renames=OWNER,
    put_again=True,
    observe={"bucket": "{id}", "versioningConfiguration": "{state}"},
)

ENCRYPTION = Row(
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    service="s3",
    create=Call("put_bucket_encryption"),
    id="{in.bucket}",
    read=Call("get_bucket_encryption", arguments=BUCKET_NAME, at="ServerSideEncryptionConfiguration"),
    delete=(Call("delete_bucket_encryption", arguments=BUCKET_NAME),),
    renames={"rules": "ServerSideEncryptionConfiguration.Rules", **OWNER},
    put_again=True,
    observe={"bucket": "{id}"},
)

PUBLIC_ACCESS_BLOCK = Row(
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    service="s3",
    create=Call("put_public_access_block"),
    id="{in.bucket}",
    read=Call("get_public_access_block", arguments=BUCKET_NAME, at="PublicAccessBlockConfiguration"),
    delete=(Call("delete_public_access_block", arguments=BUCKET_NAME, when="!(in.skipDestroy)"),),
    renames={
        name: f"PublicAccessBlockConfiguration.{name[0].upper()}{name[1:]}"
        for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    },
    defaults={"blockPublicAcls": False, "blockPublicPolicy": False, "ignorePublicAcls": False, "restrictPublicBuckets": False},
    local=("skipDestroy",),
    put_again=True,
    observe={"bucket": "{id}"},
)

POLICY = Row(
    "aws:s3/bucketPolicy:BucketPolicy",
    service="s3",
    create=Call("put_bucket_policy"),
    id="{in.bucket}",
    read=Call("get_bucket_policy", arguments=BUCKET_NAME),
    delete=(Call("delete_bucket_policy", arguments=BUCKET_NAME),),
    put_again=True,
    observe={"bucket": "{id}"},
)

ROWS = (BUCKET, VERSIONING, ENCRYPTION, PUBLIC_ACCESS_BLOCK, POLICY)
