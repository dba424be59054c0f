"""A recorder does nothing until its status says that it is on."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

STATUS = "aws:cfg/recorderStatus:RecorderStatus"


def judge(account: AwsAccount, world: World) -> Verdict:
    """One recorder that is on."""
    for status in world.resources.of_type(STATUS):
        if status.environment == account.name and status.at("isEnabled").flag():
            return passed(status.title)
    return failed("its account has no recorder that is on; expected a cfg.RecorderStatus with isEnabled")
