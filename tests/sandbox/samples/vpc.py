"""Rules of security groups."""

from tests.sandbox.sample import Sample, The

GROUP = The("aws:ec2/securityGroup:SecurityGroup")
RULE = {
    "securityGroupId": GROUP,
    "ipProtocol": "tcp",
    "fromPort": 5050.0,  # numbers arrive from the wire as floats
    "toPort": 5050.0,
    "cidrIpv4": "10.20.0.0/16",
    "description": "callers",
    "tags": {"team": "network"},
}
STEPS = (
    {"fromPort": 5051, "toPort": 5052},
    {"cidrIpv4": "10.30.0.0/16", "description": "others"},
    {"ipProtocol": "udp"},
    {"tags": {"team": "platform"}},
)
SWAPPED = dict.fromkeys(("cidrIpv6", "prefixListId", "referencedSecurityGroupId"), "another kind of source replaces the rule")

OF_GROUP = {**{name: value for name, value in RULE.items() if name != "cidrIpv4"}, "referencedSecurityGroupId": GROUP}

SAMPLES = (
    Sample("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", inputs=RULE, steps=STEPS, untried=SWAPPED),
    Sample("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", inputs=RULE, steps=STEPS, untried=SWAPPED),
    Sample("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", variant="of a group", inputs=OF_GROUP),
    Sample("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", variant="of a group", inputs=OF_GROUP),
)
