"""A group is behind a load balancer by its own properties, or by an attachment beside it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

ATTACHMENT = "aws:autoscaling/attachment:Attachment"


def judge(group: Item, world: World) -> Verdict:
    """Where nobody says anything, EC2's own check decides."""
    kind = group.at("healthCheckType").text("EC2")
    if "ELB" in kind.split(","):
        return passed(f"healthCheckType is {kind}")
    if not _is_behind_a_balancer(group, world):
        return not_applicable("it is behind no load balancer")
    return failed(f"healthCheckType is {kind}; expected ELB, since a load balancer knows whether it answers")


def _is_behind_a_balancer(group: Item, world: World) -> bool:
    own = any(True for path in ("targetGroupArns", "loadBalancers", "trafficSources") for _ in group.at(path).members())
    return own or any(True for _ in world.resources.referring(group, ATTACHMENT, "autoscalingGroupName"))
