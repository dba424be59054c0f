"""What watches an account for intruders and for settings that invite them."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import guardduty, securityhub

from estate.naming import Scope

FINDINGS_EVERY = "FIFTEEN_MINUTES"  # the shortest that GuardDuty offers (API, CreateDetector)


@dataclass(frozen=True, kw_only=True)
class ThreatDetectionArgs:
    """What is watched beyond the account's calls, its DNS and its network."""

    scope: Scope
    features: tuple[str, ...]
    """GuardDuty's names of them, such as `S3_DATA_EVENTS`; each is paid by what it reads."""


class ThreatDetection(pulumi.ComponentResource):
    """GuardDuty, and Security Hub with AWS's own standard (Foundational Security Best Practices)."""

    detector_id: pulumi.Output[str]

    def __init__(self, name: str, args: ThreatDetectionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:ThreatDetection", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        detector = guardduty.Detector(name, enable=True, finding_publishing_frequency=FINDINGS_EVERY, tags=args.scope.tags, opts=child)
        for feature in args.features:
            guardduty.DetectorFeature(
                f"{name}-{feature.lower().replace('_', '-')}", detector_id=detector.id, name=feature, status="ENABLED", opts=child
            )
        hub = securityhub.Account(
            name, enable_default_standards=False, auto_enable_controls=True, control_finding_generator="SECURITY_CONTROL", opts=child
        )
        standard = f"arn:aws:securityhub:{args.scope.region}::standards/aws-foundational-security-best-practices/v/1.0.0"
        with_hub = pulumi.ResourceOptions(parent=self, depends_on=[hub])
        securityhub.StandardsSubscription(name, standards_arn=standard, opts=with_hub)
        self.detector_id = detector.id
        self.register_outputs({"detector_id": self.detector_id})
