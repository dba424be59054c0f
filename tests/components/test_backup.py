"""Backups that nobody deletes before their time, and copies of them."""

from tests.components.builds import KEY_ARN, graph_of, of_type, waits_for
from tests.components.iam import permits
from tests.components.samples import backup, bucket_copy, restore_test


def test_both_vaults_are_locked_and_never_longer_than_a_backup_is_kept() -> None:
    longest, shortest = (
        of_type(graph_of(program), "aws:backup/vaultLockConfiguration:VaultLockConfiguration")
        for program in (backup.largest, backup.smallest)
    )
    assert {lock.inputs["minRetentionDays"] for lock in longest.values()} == {7}
    assert {lock.inputs["minRetentionDays"] for lock in shortest.values()} == {1}
    # Nobody says `changeableForDays`: with it a lock could never be taken away again (AWS Backup developer guide, vault lock).
    assert all("changeableForDays" not in lock.inputs for lock in longest.values())


def test_the_second_vault_stands_in_the_other_region_under_a_key_of_its_own() -> None:
    vaults = of_type(graph_of(backup.largest), "aws:backup/vault:Vault")
    assert vaults["backups"].inputs.get("region") is None
    assert vaults["backups-copies"].inputs["region"] == "eu-west-1"
    assert vaults["backups"].inputs["kmsKeyArn"] != vaults["backups-copies"].inputs["kmsKeyArn"]


def test_a_vault_that_is_protected_is_not_emptied_with_its_stack() -> None:
    kept, gone = (of_type(graph_of(program), "aws:backup/vault:Vault")["backups"] for program in (backup.largest, backup.smallest))
    assert (kept.protect, kept.inputs["forceDestroy"]) == (True, False)
    assert (gone.protect, gone.inputs["forceDestroy"]) == (False, True)


def test_a_store_s_plan_takes_in_that_store_alone() -> None:
    selections = of_type(graph_of(backup.largest), "aws:backup/selection:Selection")
    assert {name: one.inputs["resources"] for name, one in selections.items()} == {
        "orders": ["arn:aws:rds:eu-central-1:111111111111:cluster:shop-dev-orders"],
        "books": ["arn:aws:rds:eu-central-1:111111111111:cluster:shop-dev-books"],
    }


def test_aurora_is_opted_in_before_a_plan_takes_a_cluster_in() -> None:
    # Without it the plan passes clusters over and says nothing (AWS Backup developer guide, assigning resources: shared resource types).
    recording = graph_of(backup.largest)
    (settings,) = of_type(recording, "aws:backup/regionSettings:RegionSettings").values()
    assert settings.inputs["resourceTypeOptInPreference"] == {"Aurora": True}
    # The other services of the account stay as somebody set them.
    assert settings.ignore_changes == ("resourceTypeOptInPreference",)
    selections = of_type(recording, "aws:backup/selection:Selection").values()
    assert all(settings.urn in waits_for(recording, one) for one in selections)


def test_a_copy_of_a_bucket_repeats_no_deletion() -> None:
    recording = graph_of(bucket_copy.largest)
    (rule,) = of_type(recording, "aws:s3/bucketReplicationConfig:BucketReplicationConfig")["photos-copy"].inputs["rules"]
    assert rule["deleteMarkerReplication"] == {"status": "Disabled"}
    policy = of_type(recording, "aws:iam/rolePolicy:RolePolicy")["photos-copy"].inputs["policy"]
    objects = "${s3/bucket.photos-copy.arn}/any"
    allowed = {action for action in ("s3:ReplicateObject", "s3:ReplicateTags", "s3:ReplicateDelete") if permits(policy, action, objects)}
    assert allowed == {"s3:ReplicateObject", "s3:ReplicateTags"}


def test_each_key_is_used_through_s3_of_its_own_region_alone() -> None:
    policy = of_type(graph_of(bucket_copy.largest), "aws:iam/rolePolicy:RolePolicy")["photos-copy"].inputs["policy"]
    here, there = ({"kms:ViaService": f"s3.{region}.amazonaws.com"} for region in ("eu-central-1", "eu-west-1"))
    assert permits(policy, "kms:Decrypt", KEY_ARN, here)
    assert permits(policy, "kms:Encrypt", bucket_copy.COPY_KEY_ARN, there)
    assert not permits(policy, "kms:Decrypt", KEY_ARN, there)
    assert not permits(policy, "kms:Encrypt", KEY_ARN, here)
    assert not permits(policy, "kms:Decrypt", bucket_copy.COPY_KEY_ARN, there)


def test_nothing_is_copied_before_both_buckets_keep_versions() -> None:
    recording = graph_of(bucket_copy.smallest)
    config = of_type(recording, "aws:s3/bucketReplicationConfig:BucketReplicationConfig")["photos-copy"]
    versioning = of_type(recording, "aws:s3/bucketVersioning:BucketVersioning")
    assert {one.urn for one in versioning.values()} <= set(config.depends_on)


def test_a_test_restores_the_newest_backup_of_the_week_into_subnets_that_are_there() -> None:
    recording = graph_of(restore_test.largest)
    plan = of_type(recording, "aws:backup/restoreTestingPlan:RestoreTestingPlan")["restore-tests"].inputs
    # Letters, digits and underscores alone (AWS Backup API, RestoreTestingPlanForCreate).
    assert plan["name"] == "shop_dev"
    assert plan["recoveryPointSelection"]["algorithm"] == "LATEST_WITHIN_WINDOW"
    selections = of_type(recording, "aws:backup/restoreTestingSelection:RestoreTestingSelection")
    assert {one.inputs["name"] for one in selections.values()} == {"orders", "the_books"}
    assert {one.inputs["restoreMetadataOverrides"]["dbSubnetGroupName"] for one in selections.values()} == {
        "${rds/subnetGroup.restore-tests.name}"
    }
