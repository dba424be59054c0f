"""Who watches an account."""

from tests.components.builds import graph_of, of_type
from tests.components.samples import threat_detection


def test_the_detector_is_on_and_watches_what_was_named() -> None:
    recording = graph_of(threat_detection.largest)
    (detector,) = of_type(recording, "aws:guardduty/detector:Detector").values()
    features = of_type(recording, "aws:guardduty/detectorFeature:DetectorFeature").values()
    assert detector.inputs["enable"] is True
    assert {(one.inputs["name"], one.inputs["status"]) for one in features} == {
        ("EBS_MALWARE_PROTECTION", "ENABLED"),
        ("S3_DATA_EVENTS", "ENABLED"),
    }


def test_the_standard_is_subscribed_to_once_the_hub_is_there() -> None:
    recording = graph_of(threat_detection.smallest)
    (hub,) = of_type(recording, "aws:securityhub/account:Account").values()
    (standard,) = of_type(recording, "aws:securityhub/standardsSubscription:StandardsSubscription").values()
    assert hub.urn in standard.depends_on
    # Security Hub user guide: the standard's ARN holds the region and no account.
    assert standard.inputs["standardsArn"] == "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0"
