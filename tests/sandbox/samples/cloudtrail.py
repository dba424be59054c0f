"""Trails."""

from tests.sandbox.sample import Sample, The


def data_events(kind: str) -> list[object]:
    return [{"readWriteType": "All", "includeManagementEvents": True, "dataResources": [{"type": kind, "values": ["arn:aws:s3:::"]}]}]


def advanced(category: str) -> list[object]:
    return [{"name": "one category", "fieldSelectors": [{"field": "eventCategory", "equals": [category]}]}]


SAMPLES = (
    Sample(
        "aws:cloudtrail/trail:Trail",
        inputs={
            "name": "shop-audit",
            "s3BucketName": The("aws:s3/bucket:Bucket"),
            "kmsKeyId": The("aws:kms/key:Key", "arn"),
            "isMultiRegionTrail": True,
            "enableLogFileValidation": True,
            "tags": {"team": "platform"},
        },
        steps=(
            {"enableLogging": False},
            {"isMultiRegionTrail": False, "includeGlobalServiceEvents": False, "enableLogFileValidation": False},
            {"isOrganizationTrail": True},
            {"kmsKeyId": The("aws:kms/key:Key", "arn", variant="second")},
            {"s3BucketName": The("aws:s3/bucket:Bucket", variant="logs"), "s3KeyPrefix": "calls"},
            {
                "cloudWatchLogsGroupArn": The("aws:cloudwatch/logGroup:LogGroup", "arn"),
                "cloudWatchLogsRoleArn": The("aws:iam/role:Role", "arn"),
            },
            {"snsTopicName": The("aws:sns/topic:Topic", "name")},
            {"eventSelectors": data_events("AWS::S3::Object")},
            {"eventSelectors": None, "advancedEventSelectors": advanced("Management")},
            {"insightSelectors": [{"insightType": "ApiCallRateInsight"}]},
            {"insightSelectors": [{"insightType": "ApiErrorRateInsight"}]},
            {"tags": {"owner": "platform"}},
        ),
    ),
)
