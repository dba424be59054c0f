"""Patch baselines, their groups, and what hosts are told to run."""

from tests.sandbox.sample import Sample, The

NO_UPDATE = "the emulator has no update_patch_baseline"
SECURITY = {
    "patchFilters": [{"key": "CLASSIFICATION", "values": ["Security"]}, {"key": "SEVERITY", "values": ["Critical", "Important"]}],
    "approveAfterDays": 3,
    "complianceLevel": "CRITICAL",
}

SAMPLES = (
    Sample(
        "aws:ssm/patchBaseline:PatchBaseline",
        inputs={
            "name": "amazon-linux-2023",
            "operatingSystem": "AMAZON_LINUX_2023",
            "description": "Security updates",
            "approvalRules": [SECURITY],
            "tags": {"team": "platform"},
        },
        steps=({"tags": {"owner": "platform"}},),
        untried=dict.fromkeys(
            (
                "approvalRules",
                "approvedPatches",
                "approvedPatchesComplianceLevel",
                "approvedPatchesEnableNonSecurity",
                "availableSecurityUpdatesComplianceStatus",
                "description",
                "globalFilters",
                "name",
                "rejectedPatches",
                "rejectedPatchesAction",
                "sources",
            ),
            NO_UPDATE,
        ),
    ),
    Sample(
        "aws:ssm/patchGroup:PatchGroup",
        inputs={"baselineId": The("aws:ssm/patchBaseline:PatchBaseline"), "patchGroup": "tool-hosts"},
    ),
    Sample(
        "aws:ssm/association:Association",
        inputs={
            "name": "AWS-RunPatchBaseline",
            "associationName": "shop-dev-scan",
            "parameters": {"Operation": "Scan"},
            "scheduleExpression": "rate(1 day)",
            "targets": [{"key": "tag:PatchGroup", "values": ["tool-hosts"]}],
            "tags": {"team": "platform"},
        },
        lacking="create_association",
    ),
    Sample(
        "aws:ssm/resourceDataSync:ResourceDataSync",
        inputs={"name": "shop-dev", "s3Destination": {"bucketName": "shop-dev-patch-compliance", "region": "eu-central-1"}},
        lacking="create_resource_data_sync",
    ),
)
