"""Network access lists: those of a program, and the one that every VPC comes with."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Row
from estate.sandbox.table.ec2 import ARN, TAG_UPDATES

NUMBERS = {"tcp": "6", "udp": "17", "icmp": "1", "icmpv6": "58", "all": "-1"}  # IANA's, which EC2 asks for
LAST = "32767"  # the number of the rule that refuses everything, which nobody changes (VPC user guide, network ACLs)
WAYS = ("ingress", "egress")
OWN = {"NetworkAclIds": ["{id}"]}
ASKED_FOR = "`{to_string(in.subnetIds || `[]`)}`"
ENTRY = {
    "RuleNumber": "{item.ruleNo}",
    "Protocol": "{item.number}",
    "RuleAction": "{item.action}",
    "CidrBlock": "{item.cidrBlock}",
    "Ipv6CidrBlock": "{item.ipv6CidrBlock}",
    "PortRange": {"From": "{item.fromPort}", "To": "{item.toPort}"},
    "IcmpTypeCode": {"Type": "{item.icmpType}", "Code": "{item.icmpCode}"},
}
SEEN = (
    "ruleNo: RuleNumber, action: RuleAction, cidrBlock: CidrBlock, ipv6CidrBlock: Ipv6CidrBlock, "
    "protocol: Protocol=='6' && 'tcp' || Protocol=='17' && 'udp' || Protocol=='1' && 'icmp' || Protocol, "
    "fromPort: PortRange.From, toPort: PortRange.To, icmpType: IcmpTypeCode.Type, icmpCode: IcmpTypeCode.Code"
)


def numbered(inputs: Inputs) -> Inputs:
    """The inputs with the number of each rule's protocol."""
    rules = {way: cast("list[Mapping[str, object]]", inputs[way]) for way in WAYS if inputs.get(way)}
    return {**inputs, **{way: [{**rule, "number": _number(rule)} for rule in given] for way, given in rules.items()}}


def _number(rule: Mapping[str, object]) -> str:
    protocol = str(rule.get("protocol"))
    return NUMBERS.get(protocol, protocol)


def present(way: str) -> str:
    """The rules of one direction that the list has, but the last."""
    return f"state.Entries[?Egress==`{str(way == 'egress').lower()}` && RuleNumber < `{LAST}`]"


def entries(way: str) -> tuple[Call, Call]:
    """All rules of one direction, taken away and made again."""
    own = {"NetworkAclId": "{id}", "Egress": way == "egress"}
    gone = {**own, "RuleNumber": "{item.RuleNumber}"}
    return (
        Call("delete_network_acl_entry", arguments=gone, each=present(way), properties=(way,), clears=True),
        Call("create_network_acl_entry", arguments={**own, **ENTRY}, each=f"in.{way}", properties=(way,), clears=True),
    )


def moved(each: str, *, to: str) -> Call:
    """Subnets that come under another list; each is always under exactly one."""
    arguments = {"AssociationId": "{item.NetworkAclAssociationId}", "NetworkAclId": to}
    return Call("replace_network_acl_association", arguments=arguments, each=each, properties=("subnetIds",), clears=True)


def search(at: str, *, when: str = "", **matching: object) -> Call:
    """Lists that match the filters."""
    filters = [{"Name": name, "Values": values} for name, values in matching.items()]
    return Call("describe_network_acls", arguments={"Filters": filters}, at=at, when=when)


ASKED = search(
    f"NetworkAcls[].Associations[?contains({ASKED_FOR}, SubnetId)][]", when="in.subnetIds", **{"association.subnet-id": "{in.subnetIds}"}
)
OBSERVE = {
    **{way: f"{{{present(way)}.{{{SEEN}}}}}" for way in WAYS},
    "subnetIds": "{state.Associations[].SubnetId}",
}
OUTPUTS = {"arn": f"{ARN}network-acl/{{id}}", "ownerId": "{account}", "subnetIds": "{state.Associations[].SubnetId}"}

NETWORK_ACL = Row(
    "aws:ec2/networkAcl:NetworkAcl",
    service="ec2",
    create=Call("create_network_acl"),
    id="{out.NetworkAcl.NetworkAclId}",
    read=Call("describe_network_acls", arguments=OWN, at="NetworkAcls[0]"),
    also_read={
        "Asked": ASKED,
        "Left": Call("describe_network_acls", arguments=OWN, at=f"NetworkAcls[0].Associations[?!contains({ASKED_FOR}, SubnetId)]"),
        "Default": search("NetworkAcls[0].NetworkAclId", **{"vpc-id": ["{state.VpcId}"], "default": ["true"]}),
    },
    delete=(moved("state.Associations", to="{state.Default}"), Call("delete_network_acl", arguments={"NetworkAclId": "{id}"})),
    apart=(*WAYS, "subnetIds"),
    prepare=numbered,
    updates=(*entries("ingress"), *entries("egress"), moved("state.Left", to="{state.Default}"), moved("state.Asked", to="{id}")),
    tags="TagSpecifications:network-acl",
    tag_updates=TAG_UPDATES,
    observe=OBSERVE,
    outputs=OUTPUTS,
)

DEFAULT_NETWORK_ACL = Row(
    "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    service="ec2",
    # There already: the provider takes it over, with no rules but the declared ones.
    create=Call("describe_network_acls", arguments={"NetworkAclIds": ["{in.defaultNetworkAclId}"]}),
    id="{in.defaultNetworkAclId}",
    read=Call("describe_network_acls", arguments=OWN, at="NetworkAcls[0]"),
    also_read={"Asked": ASKED},
    delete=(),
    lingers="a VPC always has its default list",
    apart=(*WAYS, "subnetIds", "tags"),
    defaults={"ingress": [], "egress": []},
    prepare=numbered,
    updates=(*entries("ingress"), *entries("egress"), moved("state.Asked", to="{id}")),
    tag_updates=TAG_UPDATES,
    observe={**OBSERVE, "defaultNetworkAclId": "{id}"},
    outputs={**OUTPUTS, "vpcId": "{state.VpcId}"},
)

ROWS = (NETWORK_ACL, DEFAULT_NETWORK_ACL)
