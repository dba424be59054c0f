"""A disk that nobody names is as the image has it, and images are not encrypted by themselves."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(item: Item, _world: World) -> Verdict:
    """Every disk that is made with the host; a snapshot in an image names none of ours."""
    disks = _disks(item)
    if not disks:
        return failed("it names no disk, so that the root disk is as the image has it; expected one with encrypted")
    if item.type.endswith(":Instance") and item.at("rootBlockDevice").is_absent:
        return failed("it does not name its root disk, which is as the image has it; expected rootBlockDevice.encrypted")
    for disk in disks:
        if not disk.at("encrypted").flag(default=False):
            return failed(f"{disk.path or item.title} is not encrypted; expected encrypted")
    return passed()


def _disks(item: Item) -> list[Value]:
    if item.type.endswith(":Volume"):
        return [item.at("")]
    if item.type.endswith(":LaunchTemplate"):
        return [value for value in item.every("blockDeviceMappings[*].ebs") if value.is_present]
    return [value for path in ("rootBlockDevice", "ebsBlockDevices[*]") for value in item.every(path) if value.is_present]
