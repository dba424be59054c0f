"""Where a disk says nothing, EC2 makes a gp2; where a host says nothing of disks, its image decides."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

TODAYS = ("gp3", "io2", "st1", "sc1")
SILENT = "gp2"
DISKS = {
    "aws:ec2/launchTemplate:LaunchTemplate": ("blockDeviceMappings[*].ebs",),
    "aws:ec2/instance:Instance": ("rootBlockDevice", "ebsBlockDevices[*]"),
}


def judge(thing: Item, _world: World) -> Verdict:
    """Every disk that is described."""
    if thing.type == "aws:ebs/volume:Volume":
        kinds = [("type", thing.at("type").text(SILENT))]
    else:
        disks = [disk for path in DISKS[thing.type] for disk in thing.every(path) if disk.is_present]
        kinds = [(f"{disk.path}.volumeType", disk.at("volumeType").text(SILENT)) for disk in disks]
    if not kinds:
        return not_applicable("it describes no disk")
    wrong = [f"{path} is {kind}" for path, kind in kinds if kind not in TODAYS]
    return failed(f"{'; '.join(wrong)}; expected gp3") if wrong else passed()
