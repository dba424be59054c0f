"""Who refers to whom: by symbol, by name, by real id, within a stack and across stacks."""

from typing import Any

import pytest

from estate.graph.model import UNKNOWN
from estate.readiness.resources import Resources, resources_of
from estate.readiness.verdict import NotKnownError
from tests.readiness.small_projects import BUCKET, QUEUE, resource, stack

KEY = "aws:kms/key:Key"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"


def two_stacks(key_of_bucket: Any, *, exported: Any = "${kms/key.data.arn}") -> Resources:
    key = resource(KEY, "data", {}, stack="account-live")
    bucket = resource(BUCKET, "photos", {"kmsKeyId": key_of_bucket}, stack="data-live")
    return resources_of([stack("account-live", key, outputs={"keys": {"data": exported}}), stack("data-live", bucket)])


def test_an_output_of_another_stack_is_followed_to_its_resource() -> None:
    resources = two_stacks("${account-live.keys.data}")
    (bucket,) = resources.of_type(BUCKET)
    found = resources.referred(bucket, "kmsKeyId", KEY)
    assert found is not None
    assert found.name == "data"
    assert [item.name for item in resources.referring(found, BUCKET, "kmsKeyId")] == ["photos"]


def test_what_nobody_set_refers_to_nothing() -> None:
    resources = two_stacks(None)
    assert resources.referred(resources.of_type(BUCKET)[0], "kmsKeyId") is None


@pytest.mark.parametrize(
    ("resources", "words"),
    [
        pytest.param(two_stacks(UNKNOWN), "known only after", id="unknown"),
        pytest.param(two_stacks("${account-live.keys.logs}"), "is not seen here", id="an output that is not there"),
        pytest.param(two_stacks("${account-live.keys.data}", exported=UNKNOWN), "is not seen here", id="an output that is not known"),
        pytest.param(two_stacks("alias/aws/s3"), "is not seen here", id="a name of nothing that is seen"),
    ],
)
def test_a_reference_that_leads_nowhere_stops_the_check(resources: Resources, words: str) -> None:
    with pytest.raises(NotKnownError, match=words):
        resources.referred(resources.of_type(BUCKET)[0], "kmsKeyId", KEY)


def test_another_type_than_the_asked_one_is_not_found() -> None:
    resources = two_stacks("${account-live.keys.data}")
    with pytest.raises(NotKnownError, match="is not seen here"):
        resources.referred(resources.of_type(BUCKET)[0], "kmsKeyId", QUEUE)


def test_a_real_id_is_followed_where_things_exist() -> None:
    key, bucket = resource(KEY, "data", {}), resource(BUCKET, "photos", {"kmsKeyId": "arn:aws:kms:eu-central-1:1:key/abc"})
    resources = resources_of([stack("data-live", key, bucket)], {key.urn: {"arn": "arn:aws:kms:eu-central-1:1:key/abc"}})
    found = resources.referred(resources.of_type(BUCKET)[0], "kmsKeyId", KEY)
    assert found is resources.of_type(KEY)[0]


def named(*policies: Any) -> Resources:
    made = (resource(POLICY, f"policy-{index}", {"bucket": value}) for index, value in enumerate(policies))
    return resources_of([stack("data-live", resource(BUCKET, "photos", {"bucket": "shop-photos"}), *made)])


def test_all_that_surely_refer_come_before_the_doubt_is_raised() -> None:
    resources = named(UNKNOWN, "${s3/bucket.photos.id}", "shop-photos", "another")
    given = resources.referring(resources.of_type(BUCKET)[0], POLICY, "bucket")
    seen = [next(given).name, next(given).name]
    with pytest.raises(NotKnownError, match="bucket of s3/bucketPolicy policy-0 is known only after"):
        next(given)
    assert seen == ["policy-1", "policy-2"]


def test_asking_twice_gives_the_same() -> None:
    resources = named("shop-photos")
    (bucket,) = resources.of_type(BUCKET)
    assert list(resources.referring(bucket, POLICY, "bucket")) == list(resources.referring(bucket, POLICY, "bucket"))


def test_a_text_may_mean_a_bucket_whose_own_name_is_not_known() -> None:
    bucket = resource(BUCKET, "photos", {"bucket": UNKNOWN})
    resources = resources_of([stack("data-live", bucket, resource(POLICY, "any", {"bucket": "who-knows"}))])
    with pytest.raises(NotKnownError):
        list(resources.referring(resources.of_type(BUCKET)[0], POLICY, "bucket"))
