"""The default group stays as AWS makes it, open, until a program adopts it: the provider then takes out every rule."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"
RULES = ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")
OLDER_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"


def judge(vpc: Item, world: World) -> Verdict:
    """Looks at the group's own rules, and at those that stand alone."""
    group = world.resources.one_referring(vpc, GROUP, "vpcId")
    if group is None:
        return failed("nobody has adopted its default security group; expected one without rules")
    for side in ("ingress", "egress"):
        if rules := list(group.at(side).members()):
            return failed(f"{group.title} has {len(rules)} rules of {side}; expected none")
    # A rule names the group by its own id, or by what the network says of it (`defaultSecurityGroupId`).
    for kind in (*RULES, OLDER_RULE):
        for named in (group, vpc):
            for rule in world.resources.referring(named, kind, "securityGroupId"):
                return failed(f"{rule.title} adds a rule to {group.title}; expected none")
    return passed()
