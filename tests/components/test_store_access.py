"""The statements of a store's use, with its addresses filled in."""

import json
from typing import Any

import pulumi
from pulumi_aws import msk

from components.aws.policy_document import document
from components.aws.store_access import StoreAddresses, statements
from estate.decisions.access import StoreUse
from tests.components.builds import KEY_ARN, SCOPE, graph_of

CLUSTER = "arn:aws:kafka:eu-central-1:111111111111:cluster/shop-dev-order-stream/0123-4"


def statements_of(use: StoreUse, addresses: StoreAddresses) -> list[dict[str, Any]]:
    """As they stand in a document."""
    recording = graph_of(lambda: pulumi.export("policy", document(*statements(use, addresses, scope=SCOPE))))
    return json.loads(recording.outputs["policy"])["Statement"]


def with_an_unknown_secret() -> None:
    """Exports each statement's resources on its own: a document with something unknown in it is unknown as a whole."""
    use = StoreUse(store="sales-reports", kind="bucket", access="write", service="sales-report")
    unknown = msk.Configuration("anything", server_properties="").latest_revision.apply(str)
    addresses = StoreAddresses(arn="arn:aws:s3:::reports", key_arn=KEY_ARN, secret_arn=unknown)
    pulumi.export("resources", [one["Resource"] for one in statements(use, addresses, scope=SCOPE)])


def test_a_consumer_may_read_its_topic_in_its_group_and_nothing_else() -> None:
    use = StoreUse(store="order-stream", kind="kafka", access="read", service="accounting", topic="orders")
    found = statements_of(use, StoreAddresses(arn=CLUSTER, key_arn=KEY_ARN))
    assert [(one["Effect"], one["Resource"]) for one in found] == [
        ("Allow", [CLUSTER]),
        ("Allow", ["arn:aws:kafka:eu-central-1:111111111111:topic/shop-dev-order-stream/0123-4/orders"]),
        ("Allow", ["arn:aws:kafka:eu-central-1:111111111111:group/shop-dev-order-stream/0123-4/accounting"]),
    ]


def test_a_key_serves_only_through_the_service_whose_data_it_protects() -> None:
    use = StoreUse(store="sales-reports", kind="bucket", access="write", service="sales-report")
    found = statements_of(use, StoreAddresses(arn="arn:aws:s3:::reports", key_arn=KEY_ARN))
    assert found == [
        {
            "Effect": "Allow",
            "Action": ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:PutObject"],
            "Resource": ["arn:aws:s3:::reports/*"],
        },
        {
            "Effect": "Allow",
            "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
            "Resource": [KEY_ARN],
            "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-central-1.amazonaws.com"}},
        },
    ]


def test_a_database_user_is_named_by_the_clusters_own_id() -> None:
    # The form of the ARN stands in the Aurora user guide, IAM policies for database access.
    use = StoreUse(store="astronomy-db", kind="postgres", access="read", service="accounting", database_user="accounting")
    (found,) = statements_of(use, StoreAddresses(arn="arn:aws:rds:x", key_arn=KEY_ARN, resource_id="cluster-ABCDEFGHIJKL01234"))
    assert found["Resource"] == ["arn:aws:rds-db:eu-central-1:111111111111:dbuser:cluster-ABCDEFGHIJKL01234/accounting"]


def test_an_address_that_is_not_known_yet_hides_nothing_that_does_not_name_it() -> None:
    assert graph_of(with_an_unknown_secret).outputs["resources"] == [["arn:aws:s3:::reports/*"], [KEY_ARN]]
