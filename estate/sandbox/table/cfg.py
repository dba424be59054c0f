"""The record of how resources were set up: what is recorded, where it goes, and whether it runs."""

from estate.sandbox.row import Call, Naming, Row

RECORDER_NAME = {"ConfigurationRecorderName": "{id}"}
RECORDERS = {"ConfigurationRecorderNames": ["{id}"]}

RECORDER = Row(
    "aws:cfg/recorder:Recorder",
    service="config",
    create=Call("put_configuration_recorder"),
    id="{in.name}",
    read=Call("describe_configuration_recorders", arguments=RECORDERS, at="ConfigurationRecorders[0]"),
    delete=(Call("delete_configuration_recorder", arguments=RECORDER_NAME),),
    renames={
        "name": "ConfigurationRecorder.name",
        "roleArn": "ConfigurationRecorder.roleARN",
        "recordingGroup": "ConfigurationRecorder.recordingGroup",
        "recordingMode": "ConfigurationRecorder.recordingMode",
    },
    put_again=True,
    naming=Naming(limit=256, prefix=""),
)

CHANNEL_NAME = {"DeliveryChannelName": "{id}"}

DELIVERY_CHANNEL = Row(
    "aws:cfg/deliveryChannel:DeliveryChannel",
    service="config",
    create=Call("put_delivery_channel"),
    id="{in.name}",
    read=Call("describe_delivery_channels", arguments={"DeliveryChannelNames": ["{id}"]}, at="DeliveryChannels[0]"),
    delete=(Call("delete_delivery_channel", arguments=CHANNEL_NAME),),
    renames={
        "name": "DeliveryChannel.name",
        "s3BucketName": "DeliveryChannel.s3BucketName",
        "s3KeyPrefix": "DeliveryChannel.s3KeyPrefix",
        "s3KmsKeyArn": "DeliveryChannel.s3KmsKeyArn",
        "snsTopicArn": "DeliveryChannel.snsTopicARN",
        "snapshotDeliveryProperties": "DeliveryChannel.configSnapshotDeliveryProperties",
    },
    put_again=True,
    naming=Naming(limit=256, prefix=""),
)

RECORDER_STATUS = Row(
    "aws:cfg/recorderStatus:RecorderStatus",
    service="config",
    create=Call("describe_configuration_recorder_status", arguments={"ConfigurationRecorderNames": ["{in.name}"]}),
    id="{in.name}",
    read=Call("describe_configuration_recorder_status", arguments=RECORDERS, at="ConfigurationRecordersStatus[0]"),
    delete=(Call("stop_configuration_recorder", arguments=RECORDER_NAME),),
    lingers="a recorder has a status as long as it is there; it is stopped afterwards",
    apart=("isEnabled",),
    updates=(
        Call("start_configuration_recorder", arguments=RECORDER_NAME, when="in.isEnabled", properties=("isEnabled",)),
        Call("stop_configuration_recorder", arguments=RECORDER_NAME, when="!(in.isEnabled)", properties=("isEnabled",)),
    ),
    observe={"isEnabled": "{state.recording}"},
)

ROWS = (RECORDER, DELIVERY_CHANNEL, RECORDER_STATUS)
