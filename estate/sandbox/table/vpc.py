"""Rules of security groups, each a resource."""

from collections.abc import Mapping

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.ec2 import TAG_UPDATES

# Where each kind of source goes in the call that makes a rule: the list, and its member.
SOURCES: Mapping[str, tuple[str, str]] = {
    "cidrIpv4": ("IpRanges", "CidrIp"),
    "cidrIpv6": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListId": ("PrefixListIds", "PrefixListId"),
    "referencedSecurityGroupId": ("UserIdGroupPairs", "GroupId"),
}
PLAIN: Mapping[str, str] = {"ipProtocol": "IpProtocol", "fromPort": "FromPort", "toPort": "ToPort"}
RULE = {
    "IpProtocol": "{in.ipProtocol}",
    "FromPort": "{in.fromPort}",
    "ToPort": "{in.toPort}",
    "CidrIpv4": "{in.cidrIpv4}",
    "CidrIpv6": "{in.cidrIpv6}",
    "PrefixListId": "{in.prefixListId}",
    "ReferencedGroupId": "{in.referencedSecurityGroupId}",
    "Description": "{in.description}",
}


def permission(inputs: Inputs) -> Inputs:
    """The inputs with the block that AWS wants: the source in the list of its kind, with the description beside it."""
    block: dict[str, object] = {member: inputs[name] for name, member in PLAIN.items() if name in inputs}
    for name, (kind, member) in SOURCES.items():
        if name in inputs:
            described = {"Description": inputs["description"]} if "description" in inputs else {}
            block[kind] = [{member: inputs[name], **described}]
    return {**inputs, "permission": block}


def rule(*, kind: str, way: str) -> Row:
    """A rule of one direction; the two differ only in the names of their calls."""
    properties = (*PLAIN, *SOURCES, "description")
    return Row(
        f"aws:vpc/{kind[0].lower()}{kind[1:]}:{kind}",
        service="ec2",
        create=Call(f"authorize_security_group_{way}", arguments={"GroupId": "{in.securityGroupId}", "IpPermissions": ["{in.permission}"]}),
        id="{out.SecurityGroupRules[0].SecurityGroupRuleId}",
        read=Call("describe_security_group_rules", arguments={"SecurityGroupRuleIds": ["{id}"]}, at="SecurityGroupRules[0]"),
        delete=(Call(f"revoke_security_group_{way}", arguments={"GroupId": "{in.securityGroupId}", "SecurityGroupRuleIds": ["{id}"]}),),
        prepare=permission,
        inside=properties,
        updates=(
            Call(
                "modify_security_group_rules",
                arguments={
                    "GroupId": "{in.securityGroupId}",
                    "SecurityGroupRules": [{"SecurityGroupRuleId": "{id}", "SecurityGroupRule": RULE}],
                },
                properties=properties,
                clears=True,
            ),
        ),
        replace_when={name: f"!(old.{name}) || !(new.{name})" for name in SOURCES},
        tags="TagSpecifications:security-group-rule",
        tag_updates=TAG_UPDATES,
        observe={"referencedSecurityGroupId": "{state.ReferencedGroupInfo.GroupId}", "securityGroupId": "{state.GroupId}"},
        outputs={"securityGroupRuleId": "{id}", "arn": "arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}"},
    )


ROWS = (rule(kind="SecurityGroupIngressRule", way="ingress"), rule(kind="SecurityGroupEgressRule", way="egress"))
