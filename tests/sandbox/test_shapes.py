"""Inputs find their parameters, and whatever does not is said."""

import json

import pytest

from estate.sandbox.errors import UnplacedProperty
from estate.sandbox.models import input_shape
from estate.sandbox.shapes import place

ENCRYPTED = {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}, "bucketKeyEnabled": True}]}
DOCUMENT = {"Version": "2012-10-17"}


@pytest.mark.parametrize(
    ("service", "operation", "inputs", "renames", "placed"),
    [
        pytest.param("ec2", "create_vpc", {"cidrBlock": "10.0.0.0/16"}, {}, {"CidrBlock": "10.0.0.0/16"}, id="another case"),
        pytest.param("kms", "create_key", {"policy": DOCUMENT}, {}, {"Policy": json.dumps(DOCUMENT)}, id="a document becomes text"),
        pytest.param("logs", "put_retention_policy", {"retentionInDays": 30.0}, {}, {"retentionInDays": 30}, id="a float from the wire"),
        pytest.param("kms", "create_key", {"multiRegion": "true"}, {}, {"MultiRegion": True}, id="a boolean in words"),
        pytest.param("ec2", "create_vpc", {"cidrBlock": None}, {}, {}, id="what is not given is not sent"),
        pytest.param(
            "sqs",
            "create_queue",
            {"delaySeconds": 5.0, "fifoQueue": True},
            {"delaySeconds": "Attributes.DelaySeconds", "fifoQueue": "Attributes.FifoQueue"},
            {"Attributes": {"DelaySeconds": "5", "FifoQueue": "true"}},
            id="a map of attributes takes text",
        ),
        pytest.param(
            "s3",
            "put_bucket_encryption",
            ENCRYPTED,
            {"rules": "ServerSideEncryptionConfiguration.Rules"},
            {
                "ServerSideEncryptionConfiguration": {
                    "Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms"}, "BucketKeyEnabled": True}]
                }
            },
            id="a rename into a block",
        ),
        pytest.param(
            "s3",
            "put_bucket_versioning",
            {"versioningConfiguration": [{"status": "Enabled"}]},
            {},
            {"VersioningConfiguration": {"Status": "Enabled"}},
            id="a list of one block",
        ),
        pytest.param(
            "s3", "put_bucket_versioning", {"bucket": "b", "versioningConfiguration": []}, {}, {"Bucket": "b"}, id="a list of no block"
        ),
        pytest.param(
            "elbv2",
            "create_load_balancer",
            {"name": "edge", "subnets": ["subnet-1"], "securityGroup": "sg-1"},
            {},
            {"Name": "edge", "Subnets": ["subnet-1"], "SecurityGroups": ["sg-1"]},
            id="a plural takes one",
        ),
        pytest.param(
            "iam", "create_role", {"tags": {"team": "a"}}, {}, {"Tags": [{"Key": "team", "Value": "a"}]}, id="tags as keys and values"
        ),
        pytest.param(
            "kms", "create_key", {"tags": {"team": "a"}}, {}, {"Tags": [{"TagKey": "team", "TagValue": "a"}]}, id="tags as KMS has them"
        ),
        pytest.param(
            "cloudwatch",
            "put_metric_alarm",
            {"dimensions": {"QueueName": "mail"}},
            {},
            {"Dimensions": [{"Name": "QueueName", "Value": "mail"}]},
            id="dimensions as names and values",
        ),
        pytest.param(
            "ecs",
            "register_task_definition",
            {"containerDefinitions": '[{"name": "app", "memory": 128}]'},
            {},
            {"containerDefinitions": [{"name": "app", "memory": 128}]},
            id="JSON text becomes blocks",
        ),
        pytest.param(
            "cloudfront",
            "create_distribution",
            {"distributionConfig": {"aliases": ["www.example.org"]}},
            {},
            {"DistributionConfig": {"Aliases": {"Quantity": 1, "Items": ["www.example.org"]}}},
            id="a counted list",
        ),
    ],
)
def test_an_input_finds_its_parameter(
    service: str, operation: str, inputs: dict[str, object], renames: dict[str, str], placed: dict[str, object]
) -> None:
    assert place(inputs, input_shape(service, operation), token="aws:x/y:Y", operation=operation, renames=renames) == placed


def test_every_property_without_a_place_is_named_with_its_path_and_its_neighbours() -> None:
    wrong = {"versioningConfiguration": {"status": "Enabled", "mfaDeletion": "Disabled"}, "bucket": "images", "colour": "red"}
    shape = input_shape("s3", "put_bucket_versioning")
    with pytest.raises(UnplacedProperty) as caught:
        place(wrong, shape, token="aws:s3/bucketVersioning:BucketVersioning", operation="put_bucket_versioning", renames={})
    text = str(caught.value)
    assert [one.path for one in caught.value.unplaced] == ["versioningConfiguration.mfaDeletion", "colour"]
    assert text.startswith("aws:s3/bucketVersioning:BucketVersioning: put_bucket_versioning has no place for")
    assert "versioningConfiguration.mfaDeletion: no member of VersioningConfiguration has that name; the nearest are MFADelete" in text


@pytest.mark.parametrize(
    ("inputs", "message"),
    [
        pytest.param({"retentionInDays": 1.5}, r"retentionInDays: expected integer \(Days\), got 1.5", id="half a day"),
        pytest.param({"retentionInDays": "soon"}, "got 'soon'", id="a word for a number"),
        pytest.param({"retentionInDays": True}, "got True", id="a switch for a number"),
    ],
)
def test_a_value_that_would_change_its_meaning_is_refused(inputs: dict[str, object], message: str) -> None:
    with pytest.raises(UnplacedProperty, match=message):
        place(inputs, input_shape("logs", "put_retention_policy"), token="t", operation="put_retention_policy", renames={})


def test_two_properties_do_not_meet_in_one_parameter() -> None:
    both = {"name": "a", "alarmName": "b"}
    with pytest.raises(UnplacedProperty, match="another property has set AlarmName already"):
        place(both, input_shape("cloudwatch", "put_metric_alarm"), token="t", operation="o", renames={"name": "AlarmName"})


def test_a_rename_to_nowhere_is_a_mistake_of_the_row() -> None:
    with pytest.raises(UnplacedProperty, match="the row sends it to Nmae, which CreateQueueRequest lacks"):
        place({"name": "a"}, input_shape("sqs", "create_queue"), token="t", operation="o", renames={"name": "Nmae"})
