"""A recorder does nothing until its status says that it is on, and leaves out what its group does not name."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

STATUS = "aws:cfg/recorderStatus:RecorderStatus"
RECORDER = "aws:cfg/recorder:Recorder"


def judge(account: AwsAccount, world: World) -> Verdict:
    """One recorder that is on, of all types; the provider's default is all."""
    partial = ""
    for status in world.resources.of_type(STATUS):
        if status.environment != account.name or not status.at("isEnabled").flag():
            continue
        recorder = world.resources.referred(status, "name", RECORDER)
        if recorder is None or recorder.at("recordingGroup.allSupported").flag(default=True):
            return passed(status.title)
        partial = f"{recorder.title} leaves out types of resources; expected allSupported"
    return failed(partial or "its account has no recorder that is on; expected a cfg.RecorderStatus with isEnabled")
