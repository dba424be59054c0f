"""The smallest and the largest watch over an account."""

from components.aws.threat_detection import ThreatDetection, ThreatDetectionArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    ThreatDetection("threats", ThreatDetectionArgs(scope=SCOPE, features=()))


def largest() -> None:
    ThreatDetection("threats", ThreatDetectionArgs(scope=SCOPE, features=("EBS_MALWARE_PROTECTION", "S3_DATA_EVENTS")))
