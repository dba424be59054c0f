"""The features of GuardDuty that cost nothing where nothing is watched: objects, database logins, functions, disks."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

FEATURE = "aws:guardduty/detectorFeature:DetectorFeature"
WANTED = ("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS", "LAMBDA_NETWORK_LOGS", "EBS_MALWARE_PROTECTION")


def judge(account: AwsAccount, world: World) -> Verdict:
    """Fails with those that are missing."""
    here = [feature for feature in world.resources.of_type(FEATURE) if feature.environment == account.name]
    known = {feature.at("name").text() for feature in here if feature.at("status").text() == "ENABLED"}
    missing = [name for name in WANTED if name not in known]
    return failed(f"its detector has no {', '.join(missing)} that is enabled; expected all of {len(WANTED)}") if missing else passed()
