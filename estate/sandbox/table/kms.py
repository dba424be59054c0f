"""Encryption keys and their aliases."""

from estate.sandbox.row import Call, Naming, Row

OWN = {"KeyId": "{id}"}

KEY = Row(
    "aws:kms/key:Key",
    service="kms",
    create=Call("create_key"),
    id="{out.KeyMetadata.KeyId}",
    # A deleted key waits for its deletion and is still described.
    read=Call("describe_key", arguments=OWN, at="[KeyMetadata][?KeyState!='PendingDeletion'] | [0]"),
    also_read={
        "Policy": Call("get_key_policy", arguments={**OWN, "PolicyName": "default"}, at="Policy"),
        "Rotation": Call("get_key_rotation_status", arguments=OWN, when="state.KeySpec == 'SYMMETRIC_DEFAULT'"),
        "Tags": Call("list_resource_tags", arguments=OWN, at="Tags"),
    },
    delete=(Call("schedule_key_deletion", arguments={**OWN, "PendingWindowInDays": "{in.deletionWindowInDays}"}),),
    renames={"customerMasterKeySpec": "KeySpec"},
    apart=("enableKeyRotation", "isEnabled", "rotationPeriodInDays"),
    local=("deletionWindowInDays",),
    defaults={
        "description": "Managed by Pulumi",
        "enableKeyRotation": False,
        "isEnabled": True,
        "keyUsage": "ENCRYPT_DECRYPT",
        "customerMasterKeySpec": "SYMMETRIC_DEFAULT",
    },
    updates=(
        Call("enable_key", arguments=OWN, properties=("isEnabled",), when="in.isEnabled"),
        Call(
            "enable_key_rotation",
            arguments={**OWN, "RotationPeriodInDays": "{in.rotationPeriodInDays}"},
            properties=("enableKeyRotation", "rotationPeriodInDays"),
            when="in.enableKeyRotation",
            clears=True,
        ),
        Call("disable_key_rotation", arguments=OWN, properties=("enableKeyRotation",), when="!(in.enableKeyRotation)"),
        Call("update_key_description", arguments={**OWN, "Description": "{in.description}"}, properties=("description",)),
        Call(
            "put_key_policy",
            arguments={
                **OWN,
                "PolicyName": "default",
                "Policy": "{in.policy}",
                "BypassPolicyLockoutSafetyCheck": "{in.bypassPolicyLockoutSafetyCheck}",
            },
            properties=("policy", "bypassPolicyLockoutSafetyCheck"),
            when="in.policy",
        ),
        Call("disable_key", arguments=OWN, properties=("isEnabled",), when="!(in.isEnabled)"),
    ),
    tags="Tags",
    tag_updates=(
        Call("tag_resource", arguments={**OWN, "Tags": "{in.tags}"}, when="in.tags"),
        Call("untag_resource", arguments={**OWN, "TagKeys": "{keys(removed)}"}, when="removed"),
    ),
    observe={
        "bypassPolicyLockoutSafetyCheck": "{in.bypassPolicyLockoutSafetyCheck}",
        "enableKeyRotation": "{state.Rotation.KeyRotationEnabled}",
        "rotationPeriodInDays": "{state.Rotation.RotationPeriodInDays}",
        "isEnabled": "{state.Enabled}",
    },
    outputs={"keyId": "{id}", "arn": "{state.Arn}", "policy": "{state.Policy}"},
)

ALIAS = Row(
    "aws:kms/alias:Alias",
    service="kms",
    create=Call("create_alias"),
    id="{in.name}",
    read=Call("list_aliases", at="Aliases[?AliasName=='{id}'] | [0]"),
    also_read={"TargetKeyArn": Call("describe_key", arguments={"KeyId": "{state.TargetKeyId}"}, at="KeyMetadata.Arn")},
    delete=(Call("delete_alias", arguments={"AliasName": "{id}"}),),
    renames={"name": "AliasName"},
    local=("namePrefix",),
    naming=Naming(limit=256, stem="alias/"),
    updates=(Call("update_alias", arguments={"AliasName": "{id}", "TargetKeyId": "{in.targetKeyId}"}, properties=("targetKeyId",)),),
    outputs={"arn": "{state.AliasArn}", "targetKeyArn": "{state.TargetKeyArn}"},
)

ROWS = (KEY, ALIAS)
