"""The security group that every VPC comes with, which a program takes over to close it."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.ec2 import ARN, TAG_UPDATES

# Where each kind of source of a rule goes: the list, and its member.
SOURCES: Mapping[str, tuple[str, str]] = {
    "cidrBlocks": ("IpRanges", "CidrIp"),
    "ipv6CidrBlocks": ("Ipv6Ranges", "CidrIpv6"),
    "prefixListIds": ("PrefixListIds", "PrefixListId"),
    "securityGroups": ("UserIdGroupPairs", "GroupId"),
}
SHOWN: Mapping[str, str] = {"ingress": "IpPermissions", "egress": "IpPermissionsEgress"}
PORTS = {"IpProtocol": "{item.protocol}", "FromPort": "{item.fromPort}", "ToPort": "{item.toPort}"}
SEEN = ", ".join(
    (
        "protocol: IpProtocol",
        "fromPort: FromPort || `0`",
        "toPort: ToPort || `0`",
        *(f"{name}: {kind}[].{member}" for name, (kind, member) in SOURCES.items()),
        "description: [IpRanges, Ipv6Ranges, PrefixListIds, UserIdGroupPairs][][].Description | [0]",
    )
)


def with_sources(inputs: Inputs) -> Inputs:
    """The inputs, with the sources of each rule as EC2 takes them."""
    rules = {way: cast("list[Mapping[str, object]]", inputs[way]) for way in SHOWN if inputs.get(way)}
    return {**inputs, **{way: [{**rule, "sources": _sources(rule)} for rule in given] for way, given in rules.items()}}


def _sources(rule: Mapping[str, object]) -> dict[str, object]:
    described = {"Description": rule["description"]} if rule.get("description") else {}
    given = {name: cast("list[str]", rule[name]) for name in SOURCES if rule.get(name)}
    return {SOURCES[name][0]: [{SOURCES[name][1]: value, **described} for value in values] for name, values in given.items()}


def rules(way: str) -> tuple[Call, ...]:
    """All rules of one direction, taken away and made again; a rule may let in other sources, the group itself, or both."""
    own = {"GroupId": "{id}"}
    sources = {kind: f"{{item.sources.{kind}}}" for kind, _ in SOURCES.values()}
    itself = {**PORTS, "UserIdGroupPairs": [{"GroupId": "{id}"}]}
    present = f"state.Rules[?IsEgress==`{str(way == 'egress').lower()}`].SecurityGroupRuleId"
    operation = f"authorize_security_group_{way}"
    return (
        Call(
            f"revoke_security_group_{way}",
            arguments={**own, "SecurityGroupRuleIds": f"{{{present}}}"},
            when=present,
            properties=(way,),
            clears=True,
        ),
        Call(operation, arguments={**own, "IpPermissions": [{**PORTS, **sources}]}, each=f"in.{way}[?sources]", properties=(way,)),
        Call(operation, arguments={**own, "IpPermissions": [itself]}, each=f"in.{way}[?self]", properties=(way,)),
    )


DEFAULT_SECURITY_GROUP = Row(
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    service="ec2",
    # There already: the provider takes it over, with no rules but the declared ones.
    create=Call(
        "describe_security_groups",
        arguments={"Filters": [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": ["{in.vpcId}"]}]},
    ),
    id="{out.SecurityGroups[0].GroupId}",
    read=Call("describe_security_groups", arguments={"GroupIds": ["{id}"]}, at="SecurityGroups[0]"),
    also_read={
        "Rules": Call(
            "describe_security_group_rules", arguments={"Filters": [{"Name": "group-id", "Values": ["{id}"]}]}, at="SecurityGroupRules"
        )
    },
    delete=(),
    lingers="a VPC always has its default group",
    apart=("ingress", "egress", "tags"),
    local=("revokeRulesOnDelete",),
    defaults={"ingress": [], "egress": []},
    prepare=with_sources,
    updates=(*rules("ingress"), *rules("egress")),
    tag_updates=TAG_UPDATES,
    observe={way: f"{{state.{member}[].{{{SEEN}}}}}" for way, member in SHOWN.items()},
    outputs={
        "arn": f"{ARN}security-group/{{id}}",
        "name": "{state.GroupName}",
        "description": "{state.Description}",
        "ownerId": "{account}",
        "vpcId": "{state.VpcId}",
    },
)

ROWS = (DEFAULT_SECURITY_GROUP,)
