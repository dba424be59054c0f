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


def test_ranges_that_have_the_name_of_their_table_refer_to_the_table_and_not_to_each_other() -> None:
    kinds = {"table": "aws:dynamodb/table:Table", "range": "aws:appautoscaling/target:Target", "policy": "aws:appautoscaling/policy:Policy"}
    table = resource(kinds["table"], "sessions", {"name": "shop-sessions"})
    about = {"resourceId": "table/shop-sessions"}
    reads, writes, policy = (resource(kinds[kind], name, about) for kind, name in (("range", "r"), ("range", "w"), ("policy", "p")))
    # AWS calls a range by what it scales: the ids of both are the same text.
    ids = {one.urn: {"id": "table/shop-sessions"} for one in (reads, writes)}
    resources = resources_of([stack("data-live", table, reads, writes, policy)], ids)
    (owner,) = resources.of_type(kinds["table"])
    assert [item.name for item in resources.referring(owner, kinds["range"], "resourceId")] == ["r", "w"]
    first = resources.of_type(kinds["range"])[0]
    assert [item.name for item in resources.referring(first, kinds["policy"], "resourceId")] == ["p"]


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


SUBNET, BALANCER = "aws:ec2/subnet:Subnet", "aws:lb/loadBalancer:LoadBalancer"


def told_by_the_engine(inputs: dict[str, Any], sources: dict[str, tuple[str, ...]], *, named: str | None = None) -> Resources:
    """Two subnets and a balancer of which the engine says what its properties come from."""
    subnets = [resource(SUBNET, name, {}, stack="network-live") for name in ("a", "b")]
    balancer = resource(BALANCER, "public", inputs, stack="network-live")
    real = {subnets[0].urn: {"id": named}} if named else None
    return resources_of([stack("network-live", *subnets, balancer)], real, {balancer.urn: sources})


def urn_of(name: str) -> str:
    return resource(SUBNET, name, {}, stack="network-live").urn


BOTH = {"subnets": (urn_of("a"), urn_of("b"))}


@pytest.mark.parametrize(
    ("inputs", "sources", "named", "found"),
    [
        pytest.param({"subnets": [UNKNOWN, UNKNOWN]}, BOTH, None, "ab", id="two unknown members come from two"),
        pytest.param({"subnets": [UNKNOWN]}, {"subnets": (urn_of("b"),)}, None, "b", id="one comes from one"),
        pytest.param({"subnets": ["subnet-1", UNKNOWN]}, BOTH, "subnet-1", "ab", id="one says it itself, the other is the other"),
        pytest.param({"subnets": ["subnet-7"]}, {"subnets": (urn_of("a"),)}, None, "a", id="an id that nothing here has"),
    ],
)
def test_whom_a_value_comes_from_the_engine_says(inputs: dict[str, Any], sources: Any, named: str | None, found: str) -> None:
    resources = told_by_the_engine(inputs, sources, named=named)
    holders = {
        item.name: [holder.name for holder in resources.referring(item, BALANCER, "subnets[*]")] for item in resources.of_type(SUBNET)
    }
    assert {name for name, held in holders.items() if held == ["public"]} == set(found)
    assert all(held in ([], ["public"]) for held in holders.values())


@pytest.mark.parametrize(
    ("inputs", "sources"),
    [
        pytest.param({"subnets": [{"id": UNKNOWN, "zone": UNKNOWN}]}, BOTH, id="another part of the property is unknown too"),
        pytest.param({"subnets": [{"id": UNKNOWN}]}, {"subnets": ("urn:of:nothing",)}, id="it comes from what is not seen"),
        pytest.param({"subnets": [{"id": UNKNOWN}]}, {}, id="the engine says nothing of it"),
        pytest.param({"subnets": [{"id": {"$secret": True}}]}, BOTH, id="a secret"),
        pytest.param({"subnets": [{"id": UNKNOWN}, {"id": {"$secret": True}}]}, BOTH, id="one of two is a secret"),
    ],
)
def test_where_the_engine_does_not_say_it_there_is_doubt(inputs: dict[str, Any], sources: Any) -> None:
    resources = told_by_the_engine(inputs, sources)
    with pytest.raises(NotKnownError, match="it may refer to"):
        list(resources.referring(resources.of_type(SUBNET)[0], BALANCER, "subnets[*].id"))


def test_one_value_is_followed_to_whom_it_comes_from_and_stays_unknown() -> None:
    resources = told_by_the_engine({"subnet": UNKNOWN}, {"subnet": (urn_of("a"),)})
    (balancer,) = resources.of_type(BALANCER)
    subnet = resources.referred(balancer, "subnet", SUBNET)
    assert subnet is not None
    assert subnet.name == "a"
    assert resources.refers(balancer, balancer.at("subnet"), subnet)
    with pytest.raises(NotKnownError, match="known only after"):
        balancer.at("subnet").text()
    with pytest.raises(NotKnownError, match="known only after"):
        resources.referred(balancer, "subnet", BUCKET)
