"""What watches an account for intruders."""

from estate.sandbox.row import Call, Row

ARN = "arn:{partition}:guardduty:{region}:{account}:detector/{id}"

DETECTOR = Row(
    "aws:guardduty/detector:Detector",
    service="guardduty",
    create=Call("create_detector"),
    id="{out.DetectorId}",
    # Asked for one that is gone, GuardDuty answers a bad request like any other.
    read=Call("list_detectors", at="DetectorIds[?@=='{id}'] | [0]"),
    also_read={"Detector": Call("get_detector", arguments={"DetectorId": "{id}"})},
    delete=(Call("delete_detector", arguments={"DetectorId": "{id}"}),),
    defaults={"enable": True},
    updates=(
        Call(
            "update_detector",
            arguments={"DetectorId": "{id}"},
            properties=("datasources", "enable", "findingPublishingFrequency"),
            place=True,
        ),
    ),
    tags="Tags",
    tag_updates=(
        Call("tag_resource", arguments={"ResourceArn": ARN, "Tags": "{in.tags}"}, when="in.tags"),
        Call("untag_resource", arguments={"ResourceArn": ARN, "TagKeys": "{keys(removed)}"}, when="removed"),
    ),
    observe={
        "enable": "{state.Detector.Status=='ENABLED'}",
        "findingPublishingFrequency": "{state.Detector.FindingPublishingFrequency}",
        "tags": "{state.Detector.Tags}",
    },
    outputs={
        "arn": ARN,
        "accountId": "{account}",
        "findingPublishingFrequency": "{state.Detector.FindingPublishingFrequency}",
    },
)

FEATURE = {
    "DetectorId": "{in.detectorId}",
    "Features": [{"Name": "{in.name}", "Status": "{in.status}", "AdditionalConfiguration": "{in.additionalConfigurations}"}],
}

DETECTOR_FEATURE = Row(
    "aws:guardduty/detectorFeature:DetectorFeature",
    service="guardduty",
    create=Call("update_detector", arguments=FEATURE),
    id="{in.detectorId}/{in.name}",
    read=Call("list_detectors", at="DetectorIds[?@=='{in.detectorId}'] | [0]"),
    also_read={
        "Feature": Call("get_detector", arguments={"DetectorId": "{in.detectorId}"}, at="Features[?Name=='{in.name}'] | [0]"),
    },
    delete=(),
    lingers="a detector always has its features; the provider leaves them as they are",
    updates=(Call("update_detector", arguments=FEATURE, properties=("status", "additionalConfigurations"), clears=True),),
    observe={
        "detectorId": "{state.value}",
        "name": "{state.Feature.Name}",
        "status": "{state.Feature.Status}",
        "additionalConfigurations": "{state.Feature.AdditionalConfiguration}",
    },
)

ROWS = (DETECTOR, DETECTOR_FEATURE)
