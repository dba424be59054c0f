"""Backups in one place that anybody deletes, a database without a last copy, and a name that moves without asking."""

from pulumi_aws import backup, dynamodb, kms, rds, route53, s3, secretsmanager


def build() -> None:
    _backups()
    kms.Key("data", deletion_window_in_days=7)
    secretsmanager.Secret("database", recovery_window_in_days=0)
    dynamodb.Table("carts", name="bad-carts", hash_key="id", attributes=[{"name": "id", "type": "S"}])
    route53.Record(
        "shop",
        zone_id="Z1",
        name="shop.example",
        type="A",
        ttl=300,
        records=["192.0.2.1"],
        set_identifier="first",
        failover_routing_policies=[{"type": "PRIMARY"}],
    )
    s3.BucketReplicationConfig(
        "photos",
        bucket="bad-photos",
        role="arn:aws:iam::444455556666:role/copies",
        rules=[
            {
                "id": "all",
                "status": "Enabled",
                "delete_marker_replication": {"status": "Enabled"},
                "destination": {"bucket": "arn:aws:s3:::bad-photos-copy"},
            }
        ],
    )


def _backups() -> None:
    database = rds.Cluster("orders", engine="aurora-postgresql", skip_final_snapshot=True, tags={"service": "orders"})
    vault = backup.Vault("backups", name="bad-backups", force_destroy=True)
    plan = backup.Plan(
        "daily", name="bad-daily", rules=[{"rule_name": "daily", "target_vault_name": vault.name, "lifecycle": {"delete_after": 3}}]
    )
    backup.Selection(
        "daily", name="bad-daily", plan_id=plan.id, iam_role_arn="arn:aws:iam::444455556666:role/backup", resources=[database.arn]
    )
