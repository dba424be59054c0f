"""Backups."""

from tests.sandbox.sample import Sample, The

RULE = {
    "ruleName": "daily",
    "targetVaultName": The("aws:backup/vault:Vault", "name"),
    "schedule": "cron(0 12 ? * * *)",
    "lifecycle": {"deleteAfter": 30.0},
    "copyActions": [
        {
            "destinationVaultArn": "arn:aws:backup:eu-west-1:222233334444:backup-vault:copies",
            "lifecycle": {"deleteAfter": 30.0},
        }
    ],
}

SAMPLES = (
    Sample(
        "aws:backup/vault:Vault",
        inputs={"name": "shop-dev", "kmsKeyArn": The("aws:kms/key:Key", "arn"), "tags": {"team": "platform"}},
        steps=({"tags": {"owner": "platform"}},),
    ),
    Sample(
        "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
        inputs={"backupVaultName": The("aws:backup/vault:Vault", "name"), "minRetentionDays": 7},
    ),
    Sample(
        "aws:backup/plan:Plan",
        inputs={"name": "shop-dev-orders", "rules": [RULE], "tags": {"team": "platform"}},
        steps=({"tags": {"owner": "platform"}},),
        untried=dict.fromkeys(("advancedBackupSettings", "name", "rules", "scanSettings"), "the emulator has no update_backup_plan"),
    ),
    Sample(
        "aws:backup/selection:Selection",
        inputs={
            "name": "orders",
            "planId": "00000000-0000-4000-8000-000000000000",
            "iamRoleArn": "arn:aws:iam::222233334444:role/backup",
            "resources": ["arn:aws:rds:eu-central-1:222233334444:cluster:shop-dev-orders"],
        },
        lacking="create_backup_selection",
    ),
    Sample(
        "aws:backup/regionSettings:RegionSettings",
        inputs={"resourceTypeOptInPreference": {"Aurora": True}},
        lacking="update_region_settings",
    ),
    Sample(
        "aws:backup/restoreTestingPlan:RestoreTestingPlan",
        inputs={
            "name": "shop_dev",
            "scheduleExpression": "cron(0 14 ? * SUN *)",
            "recoveryPointSelection": {
                "algorithm": "LATEST_WITHIN_WINDOW",
                "includeVaults": ["*"],
                "recoveryPointTypes": ["SNAPSHOT"],
                "selectionWindowDays": 7,
            },
            "tags": {"team": "platform"},
        },
        lacking="create_restore_testing_plan",
    ),
    Sample(
        "aws:backup/restoreTestingSelection:RestoreTestingSelection",
        inputs={
            "name": "orders",
            "restoreTestingPlanName": "shop_dev",
            "protectedResourceType": "Aurora",
            "protectedResourceArns": ["*"],
            "iamRoleArn": "arn:aws:iam::222233334444:role/restore",
            "restoreMetadataOverrides": {"dbSubnetGroupName": "orders"},
        },
        lacking="create_restore_testing_selection",
    ),
)
