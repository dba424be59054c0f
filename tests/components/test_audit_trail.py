"""The record of every call to an account."""

import pytest

from estate.graph.record import Recording
from tests.components.builds import graph_of, of_type
from tests.components.iam import permits, statements
from tests.components.samples import audit_trail, configuration_record

TRAIL = "arn:aws:cloudtrail:eu-central-1:111111111111:trail/shop-dev-audit"
BUCKET = "arn:aws:s3:::shop-dev-audit-111111111111"
WRITES = {"s3:x-amz-acl": "bucket-owner-full-control", "aws:SecureTransport": "true"}


@pytest.fixture(scope="module")
def largest() -> Recording:
    return graph_of(audit_trail.largest)


def test_the_trail_covers_all_regions_and_its_files_are_validated_and_encrypted(largest: Recording) -> None:
    (trail,) = of_type(largest, "aws:cloudtrail/trail:Trail").values()
    assert [trail.inputs[one] for one in ("isMultiRegionTrail", "includeGlobalServiceEvents", "enableLogFileValidation")] == [True] * 3
    assert trail.inputs["kmsKeyId"] == "${kms/key.audit.arn}"
    assert trail.inputs["cloudWatchLogsGroupArn"] == "${cloudwatch/logGroup.audit.arn}:*"
    assert trail.protect


def test_the_trail_is_made_after_the_policy_that_lets_it_write(largest: Recording) -> None:
    (trail,) = of_type(largest, "aws:cloudtrail/trail:Trail").values()
    (policy,) = of_type(largest, "aws:s3/bucketPolicy:BucketPolicy").values()
    assert policy.urn in trail.depends_on


def test_a_trail_writes_below_its_own_account(largest: Recording) -> None:
    (policy,) = of_type(largest, "aws:s3/bucketPolicy:BucketPolicy").values()
    document, own = policy.inputs["policy"], {**WRITES, "aws:SourceArn": TRAIL}
    assert permits(document, "s3:PutObject", f"{BUCKET}/AWSLogs/111111111111/CloudTrail/a.json.gz", own)
    assert not permits(document, "s3:PutObject", f"{BUCKET}/AWSLogs/222222222222/CloudTrail/a.json.gz", own)


def test_no_other_trail_writes_here_or_uses_the_key(largest: Recording) -> None:
    (policy,) = of_type(largest, "aws:s3/bucketPolicy:BucketPolicy").values()
    other = {**WRITES, "aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:222222222222:trail/shop-dev-audit"}
    assert not permits(policy.inputs["policy"], "s3:PutObject", f"{BUCKET}/AWSLogs/111111111111/CloudTrail/a.json.gz", other)
    (key,) = of_type(largest, "aws:kms/key:Key").values()
    (use,) = [one for one in statements(key.inputs["policy"]) if one["Principal"] == {"Service": "cloudtrail.amazonaws.com"}]
    assert use["Condition"] == {"StringEquals": {"aws:SourceArn": TRAIL}}


def test_the_bucket_of_a_protected_trail_is_locked_and_another_is_not(largest: Recording) -> None:
    lock = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
    assert of_type(largest, lock)
    assert not of_type(graph_of(audit_trail.smallest), lock)


def test_configurations_are_recorded_of_every_type_and_recording_is_started() -> None:
    recording = graph_of(configuration_record.largest)
    (recorder,) = of_type(recording, "aws:cfg/recorder:Recorder").values()
    (status,) = of_type(recording, "aws:cfg/recorderStatus:RecorderStatus").values()
    (channel,) = of_type(recording, "aws:cfg/deliveryChannel:DeliveryChannel").values()
    assert recorder.inputs["recordingGroup"] == {"allSupported": True, "includeGlobalResourceTypes": True}
    assert status.inputs["isEnabled"] is True
    assert channel.urn in status.depends_on
    assert recorder.urn in channel.depends_on


def test_configurations_go_to_a_bucket_without_a_lock() -> None:
    # AWS Config developer guide, delivery channel: no delivery to a bucket with a default retention.
    recording = graph_of(configuration_record.largest)
    assert not of_type(recording, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
