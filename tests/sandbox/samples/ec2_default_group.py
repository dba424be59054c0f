"""The security group that comes with a VPC."""

from tests.sandbox.sample import Sample, The

EVERYTHING = {"protocol": "-1", "fromPort": 0.0, "toPort": 0.0}
HTTPS = {"protocol": "tcp", "fromPort": 443.0, "toPort": 443.0}

SAMPLES = (
    Sample(
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        inputs={"vpcId": The("aws:ec2/vpc:Vpc"), "ingress": [], "egress": [], "tags": {"team": "network"}},
        steps=(
            {"ingress": [{**HTTPS, "cidrBlocks": ["10.20.0.0/16", "10.30.0.0/16"], "description": "from inside"}]},
            {"ingress": [{**HTTPS, "securityGroups": [The("aws:ec2/securityGroup:SecurityGroup")]}, {**EVERYTHING, "self": True}]},
            {"egress": [{**EVERYTHING, "cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]}]},
            {"ingress": [], "egress": []},
            {"revokeRulesOnDelete": True},
            {"tags": {"team": "platform"}},
        ),
    ),
)
