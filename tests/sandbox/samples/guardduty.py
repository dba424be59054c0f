"""Detectors."""

from tests.sandbox.sample import Sample, The

SAMPLES = (
    Sample(
        "aws:guardduty/detector:Detector",
        inputs={"enable": True, "findingPublishingFrequency": "FIFTEEN_MINUTES", "tags": {"team": "platform"}},
        steps=({"findingPublishingFrequency": "ONE_HOUR"}, {"enable": False}, {"datasources": {"s3Logs": {"enable": True}}}),
        untried={"tags": "the emulator has no tag_resource for GuardDuty"},
    ),
    Sample(
        "aws:guardduty/detectorFeature:DetectorFeature",
        inputs={
            "detectorId": The("aws:guardduty/detector:Detector"),
            "name": "RUNTIME_MONITORING",
            "status": "ENABLED",
            "additionalConfigurations": [{"name": "ECS_FARGATE_AGENT_MANAGEMENT", "status": "ENABLED"}],
        },
        steps=(
            {"additionalConfigurations": [{"name": "ECS_FARGATE_AGENT_MANAGEMENT", "status": "DISABLED"}]},
            {"status": "DISABLED"},
        ),
    ),
    Sample(
        "aws:guardduty/detectorFeature:DetectorFeature",
        variant="second",
        inputs={"detectorId": The("aws:guardduty/detector:Detector"), "name": "S3_DATA_EVENTS", "status": "ENABLED"},
    ),
)
