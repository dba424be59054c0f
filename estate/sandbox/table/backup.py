"""AWS Backup: vaults, what locks them, plans, and what plans take in."""

from estate.sandbox.row import EVERYTHING, Call, Naming, Row, in_map, tags_by

OWN_VAULT = {"BackupVaultName": "{id}"}
OWN_PLAN = {"BackupPlanId": "{id}"}


def tags_of(arn: str) -> tuple[Call, Call]:
    """The updates of what has this ARN."""
    return tags_by("tag_resource", "untag_resource", removed="TagKeyList", ResourceArn=arn)


def tags_read(arn: str) -> dict[str, Call]:
    """What has this ARN shows its tags only when it is asked for them alone."""
    return {"Tags": Call("list_tags", arguments={"ResourceArn": arn}, at="Tags")}


VAULT = Row(
    "aws:backup/vault:Vault",
    service="backup",
    create=Call("create_backup_vault"),
    id="{in.name}",
    read=Call("describe_backup_vault", arguments=OWN_VAULT),
    also_read=tags_read("{state.BackupVaultArn}"),
    delete=(Call("delete_backup_vault", arguments=OWN_VAULT),),
    renames={"name": "BackupVaultName", "kmsKeyArn": "EncryptionKeyArn"},
    local=("forceDestroy",),
    naming=Naming(limit=50, prefix=""),
    tags="BackupVaultTags",
    tag_updates=tags_of("{state.BackupVaultArn}"),
    outputs={"arn": "{state.BackupVaultArn}", "recoveryPoints": "{state.NumberOfRecoveryPoints}"},
)

VAULT_LOCK = Row(
    "aws:backup/vaultLockConfiguration:VaultLockConfiguration",
    service="backup",
    create=Call("put_backup_vault_lock_configuration"),
    id="{in.backupVaultName}",
    read=Call("describe_backup_vault", arguments=OWN_VAULT, at="Locked && @ || `null`"),
    delete=(Call("delete_backup_vault_lock_configuration", arguments=OWN_VAULT),),
    put_again=True,
    observe={"changeableForDays": "{in.changeableForDays}"},
    outputs={"backupVaultArn": "{state.BackupVaultArn}"},
)

KEPT = "Lifecycle.{deleteAfter: DeleteAfterDays, coldStorageAfter: MoveToColdStorageAfterDays}"
COPIES = f"CopyActions[].{{destinationVaultArn: DestinationBackupVaultArn, lifecycle: {KEPT}}}"
RULES = (
    "state.BackupPlan.Rules[].{ruleName: RuleName, targetVaultName: TargetBackupVaultName, schedule: ScheduleExpression, "
    "scheduleExpressionTimezone: ScheduleExpressionTimezone, startWindow: StartWindowMinutes, completionWindow: CompletionWindowMinutes, "
    "enableContinuousBackup: EnableContinuousBackup, recoveryPointTags: RecoveryPointTags, "
    f"lifecycle: {KEPT}, copyActions: {COPIES}}}"
)

PLAN = Row(
    "aws:backup/plan:Plan",
    service="backup",
    create=Call("create_backup_plan"),
    id="{out.BackupPlanId}",
    read=Call("get_backup_plan", arguments=OWN_PLAN),
    also_read=tags_read("{state.BackupPlanArn}"),
    delete=(Call("delete_backup_plan", arguments=OWN_PLAN),),
    renames={
        "name": "BackupPlan.BackupPlanName",
        "advancedBackupSettings": "BackupPlan.AdvancedBackupSettings",
        "scanSettings": "BackupPlan.ScanSettings",
        "rules": "BackupPlan.Rules",
        "rules.targetVaultName": "TargetBackupVaultName",
        "rules.schedule": "ScheduleExpression",
        "rules.startWindow": "StartWindowMinutes",
        "rules.completionWindow": "CompletionWindowMinutes",
        "rules.lifecycle.deleteAfter": "DeleteAfterDays",
        "rules.lifecycle.coldStorageAfter": "MoveToColdStorageAfterDays",
        "rules.copyActions.destinationVaultArn": "DestinationBackupVaultArn",
        "rules.copyActions.lifecycle.deleteAfter": "DeleteAfterDays",
        "rules.copyActions.lifecycle.coldStorageAfter": "MoveToColdStorageAfterDays",
    },
    naming=Naming(limit=50, prefix=""),
    tags="BackupPlanTags",
    updates=(Call("update_backup_plan", arguments=OWN_PLAN, properties=EVERYTHING, place=True),),
    tag_updates=tags_of("{state.BackupPlanArn}"),
    observe={"name": "{state.BackupPlan.BackupPlanName}", "rules": f"{{{RULES}}}"},
    outputs={"arn": "{state.BackupPlanArn}", "version": "{state.VersionId}"},
)

SELECTION = Row(
    "aws:backup/selection:Selection",
    service="backup",
    create=Call("create_backup_selection"),
    id="{out.SelectionId}",
    read=Call("get_backup_selection", arguments={"BackupPlanId": "{in.planId}", "SelectionId": "{id}"}, at="BackupSelection"),
    delete=(Call("delete_backup_selection", arguments={"BackupPlanId": "{in.planId}", "SelectionId": "{id}"}),),
    renames={
        "planId": "BackupPlanId",
        "selectionTags.type": "ConditionType",
        "selectionTags.key": "ConditionKey",
        "selectionTags.value": "ConditionValue",
        **in_map(
            "BackupSelection", "conditions", "iamRoleArn", "notResources", "resources", name="SelectionName", selectionTags="ListOfTags"
        ),
    },
    naming=Naming(limit=50, prefix=""),
)

REGION_SETTINGS = Row(
    "aws:backup/regionSettings:RegionSettings",
    service="backup",
    create=Call("update_region_settings"),
    id="{region}",
    read=Call("describe_region_settings"),
    delete=(),
    lingers="a region always has these settings",
    put_again=True,
)

TESTING_PLAN, TESTING_SELECTION = "RestoreTestingPlan", "RestoreTestingSelection"
OWN_TEST = {"RestoreTestingPlanName": "{id}"}
OWN_PICK = {"RestoreTestingPlanName": "{in.restoreTestingPlanName}", "RestoreTestingSelectionName": "{in.name}"}

RESTORE_TESTING_PLAN = Row(
    "aws:backup/restoreTestingPlan:RestoreTestingPlan",
    service="backup",
    create=Call("create_restore_testing_plan"),
    id="{in.name}",
    read=Call("get_restore_testing_plan", arguments=OWN_TEST, at=TESTING_PLAN),
    delete=(Call("delete_restore_testing_plan", arguments=OWN_TEST),),
    renames=in_map(
        TESTING_PLAN,
        "recoveryPointSelection",
        "scheduleExpression",
        "scheduleExpressionTimezone",
        "startWindowHours",
        name="RestoreTestingPlanName",
    ),
    replace_on=("name",),
    updates=(Call("update_restore_testing_plan", arguments=OWN_TEST, properties=EVERYTHING, place=True),),
    tags="Tags",
    tag_updates=tags_of("{state.RestoreTestingPlanArn}"),
    outputs={"arn": "{state.RestoreTestingPlanArn}"},
)

RESTORE_TESTING_SELECTION = Row(
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
    service="backup",
    create=Call("create_restore_testing_selection"),
    id="{in.restoreTestingPlanName}:{in.name}",
    read=Call("get_restore_testing_selection", arguments=OWN_PICK, at=TESTING_SELECTION),
    delete=(Call("delete_restore_testing_selection", arguments=OWN_PICK),),
    renames=in_map(
        TESTING_SELECTION,
        "iamRoleArn",
        "protectedResourceArns",
        "protectedResourceConditions",
        "protectedResourceType",
        "restoreMetadataOverrides",
        "validationWindowHours",
        name="RestoreTestingSelectionName",
    ),
    replace_on=("name", "protectedResourceType", "restoreTestingPlanName"),
    updates=(Call("update_restore_testing_selection", arguments=OWN_PICK, properties=EVERYTHING, place=True),),
)

ROWS = (VAULT, VAULT_LOCK, PLAN, SELECTION, REGION_SETTINGS, RESTORE_TESTING_PLAN, RESTORE_TESTING_SELECTION)
