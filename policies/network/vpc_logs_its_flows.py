"""A flow log is a resource of its own; one that shows what was refused is enough."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

FLOW_LOG = "aws:ec2/flowLog:FlowLog"
SHOWS_REFUSALS = ("ALL", "REJECT")


def judge(vpc: Item, world: World) -> Verdict:
    """Passes with the first flow log that shows refusals."""
    found: list[str] = []
    for log in world.resources.referring(vpc, FLOW_LOG, "vpcId"):
        kind = log.at("trafficType").text()
        if kind in SHOWS_REFUSALS:
            return passed(f"{log.title} writes down {kind}")
        found.append(f"{log.title} writes down {kind} alone")
    return failed(f"{'; '.join(found) or 'it has no flow log'}; expected one of ALL or REJECT")
