"""Layer `data` of the reference estate, in every environment."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.errors import InputError
from estate.graph.record import Recording, record
from estate.graph.symbols import Symbols
from stacks import contracts, data
from tests.components.builds import ROOT, waits_for
from tests.components.lookup import all_of, one, statements
from tests.stacks.recordings import recording_of

ENVIRONMENTS = ("sandbox", "dev", "staging", "production")


@cache
def catalog() -> Catalog:
    return load_catalog(ROOT / "catalog")


@cache
def stack(environment: str) -> Recording:
    """What the layer registers in the environment."""
    loaded = catalog()
    answers = Symbols(contracts.symbols(loaded))
    return record(lambda: data.build(loaded, loaded.environments[environment]), stack=f"data-{environment}", answers=answers, root=ROOT)


def shape(value: Any) -> Any:
    """Keys, lengths and types, without the values."""
    if isinstance(value, Mapping):
        return {key: shape(member) for key, member in value.items()}
    if isinstance(value, list):
        return [shape(member) for member in value]
    return float if isinstance(value, int | float) else type(value)


def encryption(recording: Recording) -> Iterator[tuple[str, Any]]:
    """The key of everything that holds data, by kind and name."""
    paths = {
        "dynamodb/table": ("serverSideEncryption", "kmsKeyArn"),
        "elasticache/replicationGroup": ("kmsKeyId",),
        "msk/cluster": ("encryptionInfo", "encryptionAtRestKmsKeyArn"),
        "rds/cluster": ("kmsKeyId",),
        "sns/topic": ("kmsMasterKeyId",),
        "sqs/queue": ("kmsMasterKeyId",),
    }
    for kind, path in paths.items():
        for resource in all_of(recording, kind):
            value: Any = resource.inputs
            for step in path:
                value = value[step]
            yield f"{kind} {resource.name}", value


def test_every_environment_of_the_catalog_is_looked_at() -> None:
    assert set(ENVIRONMENTS) == set(catalog().environments)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_layer_exports_exactly_what_its_readers_are_promised(environment: str) -> None:
    promised = contracts.symbols(catalog())[f"data-{environment}"]
    assert shape(stack(environment).outputs) == shape(promised)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_ports_are_those_that_readers_plan_with(environment: str) -> None:
    promised = contracts.symbols(catalog())[f"data-{environment}"]["stores"]
    assert {name: store["port"] for name, store in stack(environment).outputs["stores"].items()} == {
        name: store["port"] for name, store in promised.items()
    }


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_every_store_says_where_it_is(environment: str) -> None:
    empty = [
        (name, field)
        for name, store in stack(environment).outputs["stores"].items()
        for field in ("arn", "address", "key_arn")
        if not store[field]
    ]
    assert not empty


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_everything_is_encrypted_with_the_own_key_where_asked_for_and_else_with_the_shared_one(environment: str) -> None:
    keys = dict(encryption(stack(environment)))
    assert keys.pop("rds/cluster astronomy-db") == "${kms/key.astronomy-db.arn}"
    assert keys.pop("msk/cluster order-stream") == "${kms/key.order-stream.arn}"
    assert set(keys.values()) == {"${kms/key.data.arn}"}


def test_a_store_whose_own_key_would_be_called_like_the_shared_one_is_told_what_to_do() -> None:
    loaded = catalog()
    database = loaded.stores["astronomy-db"].model_copy(update={"name": "data"})
    named = replace(loaded, stores={"data": database})
    answers = Symbols(contracts.symbols(named))
    with pytest.raises(InputError, match=r"'data' asks for a key of its own.*expected another name, or encryption: shared_key"):
        record(lambda: data.build(named, named.environments["dev"]), stack="data-dev", answers=answers, root=ROOT)


def test_production_protects_what_holds_data_against_deletion() -> None:
    recording = stack("production")
    holding = ("rds/cluster", "elasticache/replicationGroup", "msk/cluster", "dynamodb/table", "s3/bucket", "kms/key")
    assert not [resource.urn for kind in holding for resource in all_of(recording, kind) if not resource.protect]
    assert one(recording, "rds/cluster").inputs["deletionProtection"] is True
    assert one(recording, "dynamodb/table").inputs["deletionProtectionEnabled"] is True


def test_a_sandbox_can_be_taken_down() -> None:
    assert not [resource.urn for resource in stack("sandbox").resources if resource.protect]


def test_production_survives_the_loss_of_a_zone() -> None:
    recording = stack("production")
    brokers = one(recording, "msk/cluster").inputs
    assert len(brokers["brokerNodeGroupInfo"]["clientSubnets"]) >= 3
    assert brokers["numberOfBrokerNodes"] >= 3
    assert one(recording, "elasticache/replicationGroup").inputs["multiAzEnabled"] is True
    assert len(all_of(recording, "rds/clusterInstance")) >= 2


def test_dev_costs_less_than_production() -> None:
    assert len(all_of(stack("dev"), "rds/clusterInstance")) == 1
    assert one(stack("dev"), "elasticache/replicationGroup").inputs["numCacheClusters"] == 1


def test_orders_reach_the_mail_queue_through_the_topic_and_the_key_lets_sns_in() -> None:
    recording = stack("production")
    subscription = one(recording, "sns/topicSubscription").inputs
    assert subscription["topic"] == "${sns/topic.order-events.arn}"
    assert subscription["endpoint"] == "${sqs/queue.order-mail.arn}"
    allowed = {statement["Principal"].get("Service") for statement in statements(one(recording, "kms/key", "data").inputs["policy"])}
    assert allowed == {
        None,
        "cloudfront.amazonaws.com",
        "delivery.logs.amazonaws.com",
        "logs.eu-central-1.amazonaws.com",
        "sns.amazonaws.com",
        "ssm.amazonaws.com",
    }


def test_only_the_accounts_own_distributions_read_the_pictures_and_nobody_the_reports() -> None:
    recording = stack("production")
    (allowed,) = [
        statement
        for statement in statements(one(recording, "s3/bucketPolicy", "product-images").inputs["policy"])
        if statement["Effect"] == "Allow"
    ]
    assert allowed["Action"] == "s3:GetObject"
    assert allowed["Resource"] == "arn:aws:s3:::shop-production-product-images-444455556666/*"
    assert allowed["Condition"] == {"ArnLike": {"aws:SourceArn": "arn:aws:cloudfront::444455556666:distribution/*"}}
    reports = statements(one(recording, "s3/bucketPolicy", "sales-reports").inputs["policy"])
    assert {statement["Effect"] for statement in reports} == {"Deny"}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_who_reads_a_bucket_is_written_into_the_account_s_bucket_for_access_logs(environment: str) -> None:
    account = one(recording_of(f"account-{environment}"), "s3/bucket", "access-logs").inputs["bucket"]
    logging = {resource.name: resource.inputs["targetBucket"] for resource in all_of(stack(environment), "s3/bucketLogging")}
    copies = {"product-images-copy": "shop-production-access-logs-recovery-444455556666"} if environment == "production" else {}
    assert logging == {"product-images": account, "sales-reports": account, **copies}


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_only_an_environment_whose_data_must_stay_has_backups_and_copies_elsewhere(environment: str) -> None:
    recording = stack(environment)
    elsewhere = {resource.type for resource in recording.resources if resource.inputs.get("region") == "eu-west-1"}
    plans = all_of(recording, "backup/plan")
    assert (bool(elsewhere), len(plans)) == ((True, 1) if environment == "production" else (False, 0))


def test_the_database_is_backed_up_as_long_as_the_catalog_promises_and_copied_to_the_recovery_region() -> None:
    recording = stack("production")
    (rule,) = one(recording, "backup/plan", "astronomy-db").inputs["rules"]
    # RDS makes its own backup two hours before the patch window (00:00 UTC), and this one half a day after it.
    assert rule["schedule"] == "cron(0 12 ? * * *)"
    assert rule["lifecycle"] == {"deleteAfter": 30}
    assert rule["copyActions"] == [{"destinationVaultArn": "${backup/vault.backups-copies.arn}", "lifecycle": {"deleteAfter": 30}}]
    assert one(recording, "backup/vault", "backups-copies").inputs["region"] == "eu-west-1"
    assert one(recording, "backup/selection", "astronomy-db").inputs["resources"] == ["${rds/cluster.astronomy-db.arn}"]


def test_pictures_are_copied_to_the_recovery_region_under_a_key_of_that_region() -> None:
    recording = stack("production")
    (rule,) = one(recording, "s3/bucketReplicationConfig").inputs["rules"]
    assert rule["destination"]["encryptionConfiguration"] == {"replicaKmsKeyId": "${kms/key.recovery.arn}"}
    assert one(recording, "kms/key", "recovery").inputs["region"] == "eu-west-1"
    copies = [
        resource for resource in recording.resources if resource.name == "product-images-copy" and resource.type.startswith("aws:s3/")
    ]
    assert {resource.inputs.get("region") for resource in copies if "Replication" not in resource.type} == {"eu-west-1"}


def test_the_other_region_s_bucket_for_access_logs_lets_s3_write_before_a_copy_names_it() -> None:
    recording = stack("production")
    logging, target = (
        one(recording, kind, name)
        for kind, name in (("s3/bucketLogging", "product-images-copy"), ("s3/bucketPolicy", "access-logs-recovery"))
    )
    assert target.urn in waits_for(recording, logging)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_stores_are_maintained_in_the_patch_window(environment: str) -> None:
    # On paper: Istanbul is UTC+3; dev Tuesday 10:00 for 2h, production Thursday 05:00 for 3h, and so on.
    windows = {
        "sandbox": "mon:07:00-mon:09:00",
        "dev": "tue:07:00-tue:09:00",
        "staging": "tue:07:00-tue:10:00",
        "production": "thu:02:00-thu:05:00",
    }
    assert one(stack(environment), "rds/cluster").inputs["preferredMaintenanceWindow"] == windows[environment]
