"""A bucket that nobody outside reaches."""

from collections.abc import Callable

import pytest

from estate.graph.record import Recording
from tests.components.builds import KEY_ARN, graph_of, of_type
from tests.components.iam import permits, statements
from tests.components.samples import access_log_bucket, private_bucket


@pytest.fixture(scope="module")
def largest() -> Recording:
    return graph_of(private_bucket.largest)


def test_the_public_is_shut_out_four_times_over(largest: Recording) -> None:
    (block,) = of_type(largest, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").values()
    switches = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    assert all(block.inputs[switch] is True for switch in switches)


def test_plain_http_is_refused_for_the_bucket_and_its_objects(largest: Recording) -> None:
    (policy,) = of_type(largest, "aws:s3/bucketPolicy:BucketPolicy").values()
    (refusal,) = [one for one in statements(policy.inputs["policy"]) if one["Effect"] == "Deny"]
    bucket = "${s3/bucket.audit.arn}"
    assert refusal["Resource"] == [bucket, f"{bucket}/*"]
    assert (refusal["Principal"], refusal["Action"]) == ({"AWS": "*"}, "s3:*")  # everybody (IAM user guide, principal element)
    assert refusal["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}


def test_objects_are_encrypted_with_the_key_that_was_given(largest: Recording) -> None:
    (encryption,) = of_type(largest, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").values()
    default = encryption.inputs["rules"][0]["applyServerSideEncryptionByDefault"]
    assert default == {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": KEY_ARN}


def test_a_locked_bucket_is_made_with_the_lock_and_versions() -> None:
    recording = graph_of(private_bucket.largest)
    (bucket,) = of_type(recording, "aws:s3/bucket:Bucket").values()
    (lock,) = of_type(recording, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").values()
    (versioning,) = of_type(recording, "aws:s3/bucketVersioning:BucketVersioning").values()
    assert bucket.inputs["objectLockEnabled"] is True
    assert lock.inputs["rule"]["defaultRetention"] == {"mode": "GOVERNANCE", "days": 365}
    assert versioning.urn in lock.depends_on


@pytest.mark.parametrize(("sample", "emptied"), [(private_bucket.smallest, True), (private_bucket.largest, False)])
def test_only_what_may_be_deleted_is_emptied_first(sample: Callable[[], None], emptied: object) -> None:
    (bucket,) = of_type(graph_of(sample), "aws:s3/bucket:Bucket").values()
    assert (bucket.inputs["forceDestroy"], bucket.protect) == (emptied, not emptied)


def test_s3_writes_access_logs_for_this_account_alone() -> None:
    (policy,) = of_type(graph_of(access_log_bucket.smallest), "aws:s3/bucketPolicy:BucketPolicy").values()
    (allowed,) = [one for one in statements(policy.inputs["policy"]) if one["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": "111111111111"}


def test_access_logs_are_encrypted_as_s3_can_write_them() -> None:
    # S3 user guide, server access logging: the target bucket takes SSE-S3 and no KMS key.
    recording = graph_of(access_log_bucket.largest)
    (encryption,) = of_type(recording, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").values()
    assert encryption.inputs["rules"][0]["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256"
    assert not of_type(recording, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")


def test_the_trail_may_look_at_its_bucket(largest: Recording) -> None:
    (policy,) = of_type(largest, "aws:s3/bucketPolicy:BucketPolicy").values()
    trail = {"aws:SourceArn": "arn:aws:cloudtrail:eu-central-1:111111111111:trail/shop-dev-audit", "aws:SecureTransport": "true"}
    assert permits(policy.inputs["policy"], "s3:GetBucketAcl", "arn:aws:s3:::shop-dev-audit-111111111111", trail)
