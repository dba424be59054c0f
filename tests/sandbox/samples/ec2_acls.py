"""Network access lists."""

from tests.sandbox.sample import Sample, The

VPC = The("aws:ec2/vpc:Vpc")
TAGS = {"team": "network", "tier": "1"}
RETAGGED = {"tags": {"team": "platform"}}


def rule(number: float, action: str, **more: object) -> dict[str, object]:
    given = {"protocol": "-1", "cidrBlock": "0.0.0.0/0", "fromPort": 0.0, "toPort": 0.0, **more}
    return {"ruleNo": number, "action": action, **given}


NO_SSH = rule(90.0, "deny", protocol="tcp", fromPort=22.0, toPort=22.0)
PINGS = rule(80.0, "allow", protocol="icmp", icmpType=8.0, icmpCode=-1.0)

SAMPLES = (
    Sample(
        "aws:ec2/networkAcl:NetworkAcl",
        inputs={
            "vpcId": VPC,
            "subnetIds": [The("aws:ec2/subnet:Subnet")],
            "ingress": [NO_SSH, rule(100.0, "allow")],
            "egress": [rule(100.0, "allow", cidrBlock="10.20.0.0/16")],
            "tags": TAGS,
        },
        steps=(
            {"ingress": [rule(100.0, "allow")]},
            {"ingress": [PINGS, rule(110.0, "deny", protocol="udp", fromPort=53.0, toPort=53.0)]},
            {"egress": None},
            {"subnetIds": []},
            {"subnetIds": [The("aws:ec2/subnet:Subnet")]},
            RETAGGED,
        ),
    ),
    Sample(
        "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
        inputs={"defaultNetworkAclId": The("aws:ec2/vpc:Vpc", "defaultNetworkAclId"), "ingress": [], "egress": [], "tags": TAGS},
        steps=(
            {"ingress": [NO_SSH, PINGS], "egress": [rule(100.0, "allow")]},
            {"ingress": [], "egress": []},
            {"subnetIds": [The("aws:ec2/subnet:Subnet")]},
            RETAGGED,
        ),
    ),
)
