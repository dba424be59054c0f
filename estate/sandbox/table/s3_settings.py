"""What else is set on buckets by resources of their own: who wrote, who owns, how long, and what nobody deletes."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.s3 import BUCKET_NAME, OWNER

LOG = "BucketLoggingStatus.LoggingEnabled"

LOGGING = Row(
    "aws:s3/bucketLogging:BucketLogging",
    service="s3",
    create=Call("put_bucket_logging"),
    id="{in.bucket}",
    read=Call("get_bucket_logging", arguments=BUCKET_NAME, at="LoggingEnabled"),
    delete=(Call("put_bucket_logging", arguments={**BUCKET_NAME, "BucketLoggingStatus": {}}),),
    renames={
        **OWNER,
        **{
            name: f"{LOG}.{name[0].upper()}{name[1:]}" for name in ("targetBucket", "targetGrants", "targetObjectKeyFormat", "targetPrefix")
        },
    },
    put_again=True,
    observe={"bucket": "{id}"},
)

OWNERSHIP = Row(
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    service="s3",
    create=Call("put_bucket_ownership_controls"),
    id="{in.bucket}",
    read=Call("get_bucket_ownership_controls", arguments=BUCKET_NAME, at="OwnershipControls"),
    delete=(Call("delete_bucket_ownership_controls", arguments=BUCKET_NAME),),
    renames={"rule": "OwnershipControls.Rules"},
    put_again=True,
    observe={"bucket": "{id}"},
)


def for_all_objects(inputs: Inputs) -> Inputs:
    """The inputs with an empty prefix in each empty filter, as the provider sends it: S3 takes no filter that says nothing."""
    rules = cast("list[Mapping[str, object]]", inputs.get("rules") or [])
    return {**inputs, "rules": [{**rule, "filter": {"prefix": ""}} if rule.get("filter") == {} else rule for rule in rules]}


LIFECYCLE = Row(
    "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    service="s3",
    create=Call("put_bucket_lifecycle_configuration"),
    id="{in.bucket}",
    read=Call("get_bucket_lifecycle_configuration", arguments=BUCKET_NAME),
    delete=(Call("delete_bucket_lifecycle", arguments=BUCKET_NAME),),
    renames={**OWNER, "rules": "LifecycleConfiguration.Rules"},
    local=("timeouts",),
    prepare=for_all_objects,
    put_again=True,
    observe={"bucket": "{id}"},
)

LOCK = "ObjectLockConfiguration"

OBJECT_LOCK = Row(
    "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration",
    service="s3",
    create=Call("put_object_lock_configuration"),
    id="{in.bucket}",
    read=Call("get_object_lock_configuration", arguments=BUCKET_NAME, at=LOCK),
    delete=(Call("put_object_lock_configuration", arguments={**BUCKET_NAME, LOCK: {"ObjectLockEnabled": "{in.objectLockEnabled}"}}),),
    lingers="a bucket that locks objects always does; it asks for no retention afterwards",
    renames={**OWNER, "objectLockEnabled": f"{LOCK}.ObjectLockEnabled", "rule": f"{LOCK}.Rule"},
    defaults={"objectLockEnabled": "Enabled"},
    put_again=True,
    observe={"bucket": "{id}"},
)

REPLICATION = Row(
    "aws:s3/bucketReplicationConfig:BucketReplicationConfig",
    service="s3",
    create=Call("put_bucket_replication"),
    id="{in.bucket}",
    read=Call("get_bucket_replication", arguments=BUCKET_NAME, at="ReplicationConfiguration"),
    delete=(Call("delete_bucket_replication", arguments=BUCKET_NAME),),
    renames={"role": "ReplicationConfiguration.Role", "rules": "ReplicationConfiguration.Rules"},
    put_again=True,
    observe={"bucket": "{id}"},
)

ROWS = (LOGGING, OWNERSHIP, LIFECYCLE, OBJECT_LOCK, REPLICATION)
