"""Zones, their records, and the log of what is asked."""

from tests.sandbox.sample import Sample, The

ZONE = The("aws:route53/zone:Zone")
ALIKE = "it is a part of the record like the others"

SAMPLES = (
    Sample(
        "aws:route53/zone:Zone",
        inputs={"name": "shop.example", "comment": "Of dev", "tags": {"team": "network"}},
        steps=({"comment": "Of staging"}, {"forceDestroy": True}, {"tags": {"owner": "network"}}, {"tags": None}),
    ),
    Sample(
        "aws:route53/zone:Zone",
        variant="private",
        inputs={
            "name": "inside.shop.example",
            "vpcs": [{"vpcId": The("aws:ec2/vpc:Vpc")}, {"vpcId": The("aws:ec2/vpc:Vpc", variant="second")}],
        },
    ),
    Sample(
        "aws:route53/record:Record",
        inputs={"zoneId": ZONE, "name": "_proof.shop.example", "type": "CNAME", "records": ["proof.example."], "ttl": 300.0},
        steps=({"ttl": 60}, {"records": ["other.example."]}),
        untried={
            "aliases": "changed on the alias",
            "allowOverwrite": "it counts for a record that was there before",
            "geolocationRoutingPolicies": ALIKE,
            "failoverRoutingPolicies": ALIKE,
            "healthCheckId": ALIKE,
            "latencyRoutingPolicies": ALIKE,
            "multivalueAnswerRoutingPolicy": ALIKE,
        },
    ),
    Sample(
        "aws:route53/record:Record",
        variant="text",
        inputs={"zoneId": ZONE, "name": "shop.example", "type": "TXT", "records": ["v=spf1 -all"], "ttl": 300},
        steps=({"records": ["v=spf1 mx -all"]},),
    ),
    Sample(
        "aws:route53/record:Record",
        variant="alias",
        inputs={
            "zoneId": ZONE,
            "name": "images.shop.example",
            "type": "A",
            "aliases": [{"name": "d111111abcdef8.cloudfront.net", "zoneId": "Z2FDTNDATAQYW2", "evaluateTargetHealth": False}],
        },
        steps=({"aliases": [{"name": "d222222abcdef8.cloudfront.net", "zoneId": "Z2FDTNDATAQYW2", "evaluateTargetHealth": False}]},),
    ),
    Sample(
        "aws:route53/record:Record",
        variant="weighted",
        inputs={
            "zoneId": ZONE,
            "name": "api.shop.example",
            "type": "A",
            "setIdentifier": "blue",
            "records": ["192.0.2.1"],
            "ttl": 60,
            "weightedRoutingPolicies": [{"weight": 90.0}],
        },
        steps=({"weightedRoutingPolicies": [{"weight": 10}]},),
    ),
    Sample(
        "aws:cloudwatch/logGroup:LogGroup",
        variant="queries",
        inputs={"name": "/aws/route53/shop.example", "region": "us-east-1"},
    ),
    Sample(
        "aws:route53/queryLog:QueryLog",
        inputs={"zoneId": ZONE, "cloudwatchLogGroupArn": The("aws:cloudwatch/logGroup:LogGroup", "arn", variant="queries")},
    ),
)
