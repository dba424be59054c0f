"""A detector that is not switched off."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

DETECTOR = "aws:guardduty/detector:Detector"


def judge(account: AwsAccount, world: World) -> Verdict:
    """The provider's default is on."""
    for detector in world.resources.of_type(DETECTOR):
        if detector.environment == account.name and detector.at("enable").flag(default=True):
            return passed(detector.title)
    return failed("its account has no detector that is on; expected a guardduty.Detector")
