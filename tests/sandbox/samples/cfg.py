"""Recorders of configuration."""

from tests.sandbox.sample import Sample, The

ALL = {"allSupported": True, "includeGlobalResourceTypes": True}
SOME = {"allSupported": False, "resourceTypes": ["AWS::S3::Bucket"], "recordingStrategies": [{"useOnly": "INCLUSION_BY_RESOURCE_TYPES"}]}

SAMPLES = (
    Sample(
        "aws:cfg/recorder:Recorder",
        inputs={"name": "shop", "roleArn": The("aws:iam/role:Role", "arn"), "recordingGroup": ALL},
        steps=(
            {"recordingGroup": SOME},
            {"recordingMode": {"recordingFrequency": "DAILY"}},
            {"roleArn": The("aws:iam/role:Role", "arn", variant="second")},
        ),
    ),
    Sample(
        "aws:cfg/deliveryChannel:DeliveryChannel",
        inputs={
            # AWS Config takes no channel before there is a recorder.
            "name": The("aws:cfg/recorder:Recorder"),
            "s3BucketName": The("aws:s3/bucket:Bucket"),
            "s3KmsKeyArn": The("aws:kms/key:Key", "arn"),
        },
        steps=(
            {"s3BucketName": The("aws:s3/bucket:Bucket", variant="logs"), "s3KeyPrefix": "config"},
            {"s3KmsKeyArn": The("aws:kms/key:Key", "arn", variant="second")},
            {"snsTopicArn": The("aws:sns/topic:Topic", "arn")},
            {"snapshotDeliveryProperties": {"deliveryFrequency": "One_Hour"}},
            {"snapshotDeliveryProperties": None},
        ),
    ),
    Sample(
        "aws:cfg/recorderStatus:RecorderStatus",
        # ... and starts no recorder before there is a channel, which has the recorder's name here.
        inputs={"name": The("aws:cfg/deliveryChannel:DeliveryChannel"), "isEnabled": True},
        steps=({"isEnabled": False}, {"isEnabled": True}),
    ),
)
