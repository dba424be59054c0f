"""Patch baselines and the groups that follow them; what hosts are told to run; where their answers are gathered."""

from estate.sandbox.row import EVERYTHING, Call, Naming, Row, tags_by

OWN_BASELINE = {"BaselineId": "{id}"}
RESOURCE = {"ResourceType": "PatchBaseline", "ResourceId": "{id}"}
# The emulator has no get_patch_baseline; the list shows the head of each.
BASELINES = Call("describe_patch_baselines", at="BaselineIdentities[?BaselineId=='{id}'] | [0]")

PATCH_BASELINE = Row(
    "aws:ssm/patchBaseline:PatchBaseline",
    service="ssm",
    create=Call("create_patch_baseline"),
    id="{out.BaselineId}",
    read=BASELINES,
    also_read={"Tags": Call("list_tags_for_resource", arguments=RESOURCE, at="TagList")},
    delete=(Call("delete_patch_baseline", arguments=OWN_BASELINE),),
    renames={
        "approvalRules": "ApprovalRules.PatchRules",
        "approvalRules.patchFilters": "PatchFilterGroup.PatchFilters",
        "globalFilters": "GlobalFilters.PatchFilters",
    },
    defaults={"operatingSystem": "WINDOWS"},
    naming=Naming(limit=128, prefix=""),
    updates=(Call("update_patch_baseline", arguments={**OWN_BASELINE, "Replace": True}, properties=EVERYTHING, place=True, clears=True),),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", **RESOURCE),
    observe={"name": "{state.BaselineName}", "description": "{state.BaselineDescription}"},
    outputs={"arn": "arn:{partition}:ssm:{region}:{account}:patchbaseline/{id}"},
)

PATCH_GROUP = Row(
    "aws:ssm/patchGroup:PatchGroup",
    service="ssm",
    create=Call("register_patch_baseline_for_patch_group"),
    id="{in.patchGroup},{in.baselineId}",
    read=Call("describe_patch_baselines", at="BaselineIdentities[?BaselineId=='{in.baselineId}'] | [0]"),
    delete=(
        Call("deregister_patch_baseline_for_patch_group", arguments={"BaselineId": "{in.baselineId}", "PatchGroup": "{in.patchGroup}"}),
    ),
    lingers="the emulator has no describe_patch_groups, so that the read call sees the baseline",
    observe={"patchGroup": "{in.patchGroup}"},
)

OWN_ASSOCIATION = {"AssociationId": "{id}"}

ASSOCIATION = Row(
    "aws:ssm/association:Association",
    service="ssm",
    create=Call("create_association"),
    id="{out.AssociationDescription.AssociationId}",
    read=Call("describe_association", arguments=OWN_ASSOCIATION, at="AssociationDescription"),
    also_read={
        "Tags": Call("list_tags_for_resource", arguments={"ResourceType": "Association", "ResourceId": "{id}"}, at="TagList"),
    },
    delete=(Call("delete_association", arguments=OWN_ASSOCIATION),),
    renames={
        "parameters": "Parameters",
        "outputLocation.s3BucketName": "S3Location.OutputS3BucketName",
        "outputLocation.s3KeyPrefix": "S3Location.OutputS3KeyPrefix",
        "outputLocation.s3Region": "S3Location.OutputS3Region",
    },
    local=("waitForSuccessTimeoutSeconds",),
    updates=(Call("update_association", arguments=OWN_ASSOCIATION, properties=EVERYTHING, place=True),),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceType="Association", ResourceId="{id}"),
    outputs={"associationId": "{id}", "arn": "arn:{partition}:ssm:{region}:{account}:association/{id}"},
)

SYNC = {"SyncName": "{id}"}
DESTINATION = {
    "BucketName": "{in.s3Destination.bucketName}",
    "Prefix": "{in.s3Destination.prefix}",
    "SyncFormat": "{in.s3Destination.syncFormat || 'JsonSerDe'}",
    "Region": "{in.s3Destination.region}",
    "AWSKMSKeyARN": "{in.s3Destination.kmsKeyArn}",
}

RESOURCE_DATA_SYNC = Row(
    "aws:ssm/resourceDataSync:ResourceDataSync",
    service="ssm",
    create=Call("create_resource_data_sync", arguments={"S3Destination": DESTINATION}),
    id="{in.name}",
    read=Call("list_resource_data_sync", at="ResourceDataSyncItems[?SyncName=='{id}'] | [0]"),
    delete=(Call("delete_resource_data_sync", arguments=SYNC),),
    renames={"name": "SyncName"},
    naming=Naming(limit=64, prefix=""),
)

ROWS = (PATCH_BASELINE, PATCH_GROUP, ASSOCIATION, RESOURCE_DATA_SYNC)
