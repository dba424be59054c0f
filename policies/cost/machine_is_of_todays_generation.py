"""The family and the generation stand in the type: `db.r7g.large` is r, 7."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

PLACES = {
    "aws:ec2/launchTemplate:LaunchTemplate": "instanceType",
    "aws:ec2/instance:Instance": "instanceType",
    "aws:rds/instance:Instance": "instanceClass",
    "aws:rds/clusterInstance:ClusterInstance": "instanceClass",
    "aws:elasticache/replicationGroup:ReplicationGroup": "nodeType",
    "aws:msk/cluster:Cluster": "brokerNodeGroupInfo.instanceType",
}
OLDEST = {"t": 3, "m": 5, "c": 5, "r": 5}
"""The first generation of each family on AWS's own hypervisor, Nitro; other families are bought for what they are."""
TYPE = re.compile(r"^(?:(?:db|cache|kafka|express)\.)?([a-z]+)([0-9]+)[a-z0-9-]*\.")


def judge(machine: Item, _world: World) -> Verdict:
    """Compares the generation alone: which size is right says only the load."""
    place = machine.at(PLACES[machine.type])
    if place.is_absent:
        return not_applicable("it says nothing of its machine")
    found = TYPE.match(kind := place.text())
    if found is None or (family := found.group(1)) not in OLDEST:
        return not_applicable(f"{kind} is of a family for which no generation is asked")
    if int(found.group(2)) < OLDEST[family]:
        return failed(f"{place.path} is {kind}; expected {family}{OLDEST[family]} or later")
    return passed(kind)
