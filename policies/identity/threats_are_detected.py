"""A detector that is not switched off."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

DETECTOR = "aws:guardduty/detector:Detector"


def judge(environment: Environment, world: World) -> Verdict:
    """The provider's default is on."""
    for detector in world.resources.of_type(DETECTOR):
        if detector.environment == environment.name and detector.at("enable").flag(default=True):
            return passed(detector.title)
    return failed("its account has no detector that is on; expected a guardduty.Detector")
