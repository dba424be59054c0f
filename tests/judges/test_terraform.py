"""A plan of Pulumi's in the spelling of Terraform's: names as the provider's own documentation has them."""

import json
from typing import Any

import pytest

from estate.graph.model import SECRET, UNKNOWN
from estate.readiness.fixtures import Fixture, FixtureResource, world_of
from tests.judges.terraform import Judged, as_terraform, block_name, snake, type_name
from tests.policies.bad_world import POLICIES


def converted(*resources: FixtureResource, outputs: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The document of a small plan."""
    fixture = Fixture(name="small", expect="pass", resources=resources, outputs=outputs or {})
    return as_terraform([Judged(name="one", resources=world_of(fixture, POLICIES).resources, outputs=fixture.outputs)])


def values(document: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one["values"] for one in document["planned_values"]["root_module"]["resources"] if one["type"] == kind)


def expressions(document: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one["expressions"] for one in document["configuration"]["root_module"]["resources"] if one["type"] == kind)


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "aws_s3_bucket_public_access_block"),
        ("aws:rds/instance:Instance", "aws_db_instance"),
        ("aws:lb/loadBalancer:LoadBalancer", "aws_lb"),
        ("aws:cfg/recorder:Recorder", "aws_config_configuration_recorder"),
        ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws_vpc_security_group_ingress_rule"),
        ("aws:wafv2/webAcl:WebAcl", "aws_wafv2_web_acl"),
    ],
)
def test_a_type_has_the_name_that_terraforms_provider_gives_it(token: str, name: str) -> None:
    assert type_name(token) == name


@pytest.mark.parametrize(
    ("key", "name"), [("kmsKeyId", "kms_key_id"), ("s3Origin", "s3_origin"), ("cidrIpv4", "cidr_ipv4"), ("name", "name")]
)
def test_a_property_is_spelled_with_underscores(key: str, name: str) -> None:
    assert snake(key) == name


@pytest.mark.parametrize(
    ("key", "name"), [("rules", "rule"), ("policies", "policy"), ("ingress", "ingress"), ("blockDeviceMappings", "block_device_mappings")]
)
def test_a_list_of_blocks_has_the_name_of_one_block(key: str, name: str) -> None:
    assert block_name(key, [{}]) == name


def test_a_list_of_plain_values_keeps_its_name() -> None:
    assert block_name("subnetIds", ["subnet-1"]) == "subnet_ids"


def test_what_is_not_known_is_left_out_and_a_secret_is_not_shown() -> None:
    bucket = FixtureResource(type="aws:s3/bucket:Bucket", inputs={"bucket": dict(UNKNOWN), "acl": dict(SECRET), "forceDestroy": True})
    assert values(converted(bucket), "aws_s3_bucket") == {"acl": "not-shown", "force_destroy": True}


def test_a_block_is_a_list_of_one_and_words_of_the_program_keep_their_spelling() -> None:
    function = FixtureResource(type="aws:lambda/function:Function", inputs={"environment": {"variables": {"logLevel": "info"}}})
    assert values(converted(function), "aws_lambda_function") == {"environment": [{"variables": {"logLevel": "info"}}]}


def test_a_symbol_is_a_reference_as_the_configuration_has_it() -> None:
    bucket = FixtureResource(type="aws:s3/bucket:Bucket", name="photos", stack="data")
    block = FixtureResource(
        type="aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        name="photos",
        stack="data",
        inputs={"bucket": "${s3/bucket.photos.id}"},
    )
    document = converted(bucket, block)
    address = "aws_s3_bucket.one__data__photos"
    assert expressions(document, "aws_s3_bucket_public_access_block") == {"bucket": {"references": [f"{address}.id", address]}}
    assert values(document, "aws_s3_bucket_public_access_block") == {}


def test_a_symbol_of_another_stack_is_followed_to_its_resource() -> None:
    key = FixtureResource(type="aws:kms/key:Key", name="data", stack="data-live")
    queue = FixtureResource(
        type="aws:sqs/queue:Queue", name="mail", stack="services-live", inputs={"kmsMasterKeyId": "${data-live.keys.arn}"}
    )
    document = converted(key, queue, outputs={"data-live": {"keys": {"arn": "${kms/key.data.arn}"}}})
    assert expressions(document, "aws_sqs_queue")["kms_master_key_id"]["references"][0] == "aws_kms_key.one__data-live__data.arn"


def test_an_arn_in_a_document_has_the_form_that_aws_gives_it() -> None:
    bucket = FixtureResource(type="aws:s3/bucket:Bucket", name="photos")
    document = {"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "${s3/bucket.photos.arn}/*"}]}
    policy = FixtureResource(type="aws:iam/policy:Policy", inputs={"policy": document})
    found = json.loads(values(converted(bucket, policy), "aws_iam_policy")["policy"])
    assert found["Statement"][0]["Resource"] == "arn:aws:s3:::photos/*"


def test_two_resources_of_one_name_have_two_addresses() -> None:
    one = FixtureResource(type="aws:s3/bucket:Bucket", name="a.b")
    two = FixtureResource(type="aws:s3/bucket:Bucket", name="a/b")
    addresses = [each["address"] for each in converted(one, two)["resource_changes"]]
    assert len(set(addresses)) == 2
