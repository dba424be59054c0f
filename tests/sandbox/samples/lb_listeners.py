"""Listeners and their rules."""

from estate.sandbox.table.lb import properties_of
from estate.sandbox.table.lb_listeners import LISTENER_ATTRIBUTES
from tests.sandbox.sample import Sample, The

LISTENER = The("aws:lb/listener:Listener")
GROUP = The("aws:lb/targetGroup:TargetGroup")
CERTIFICATE = The("aws:acm/certificate:Certificate", "arn")
OTHER_CERTIFICATE = The("aws:acm/certificate:Certificate", "arn", variant="alone")
OTHERS = "one attribute is set like another"


def answer(code: str) -> dict[str, object]:
    return {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "messageBody": "No such host", "statusCode": code}}


def to_both(*, first: int, second: int) -> dict[str, object]:
    other = The("aws:lb/targetGroup:TargetGroup", variant="second")
    groups = [{"arn": GROUP, "weight": first}, {"arn": other, "weight": second}]
    return {"type": "forward", "forward": {"targetGroups": groups, "stickiness": {"enabled": True, "duration": 600}}}


REDIRECT = {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "statusCode": "HTTP_301"}}

SAMPLES = (
    Sample(
        "aws:lb/targetGroup:TargetGroup",
        variant="second",
        inputs={"name": "shop-cart", "vpcId": The("aws:ec2/vpc:Vpc"), "port": 80, "protocol": "HTTP", "targetType": "ip"},
    ),
    Sample(
        "aws:lb/listener:Listener",
        inputs={
            "loadBalancerArn": The("aws:lb/loadBalancer:LoadBalancer"),
            "port": 80.0,
            "protocol": "HTTP",
            "defaultActions": [answer("404")],
            "tags": {"team": "platform"},
        },
        steps=(
            {"defaultActions": [answer("503")]},
            {"defaultActions": [REDIRECT]},
            {"defaultActions": [to_both(first=9, second=1)]},
            {"port": 8080},
            {"routingHttpResponseServerEnabled": False, "routingHttpResponseXFrameOptionsHeaderValue": "DENY"},
            {"tags": {"owner": "platform"}},
        ),
        untried={
            **dict.fromkeys(properties_of(LISTENER_ATTRIBUTES), OTHERS),
            "protocol": "the emulator keeps the certificate of a listener that turns to plain HTTP",
        },
    ),
    Sample(
        "aws:lb/listener:Listener",
        variant="https",
        inputs={
            "loadBalancerArn": The("aws:lb/loadBalancer:LoadBalancer"),
            "port": 443.0,
            "protocol": "HTTPS",
            "certificateArn": CERTIFICATE,
            "sslPolicy": "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "defaultActions": [answer("404")],
        },
        steps=(
            {"sslPolicy": "ELBSecurityPolicy-TLS13-1-3-2021-06"},
            {"certificateArn": OTHER_CERTIFICATE},
        ),
    ),
    Sample(
        "aws:lb/listenerCertificate:ListenerCertificate",
        inputs={"listenerArn": The("aws:lb/listener:Listener", variant="https"), "certificateArn": OTHER_CERTIFICATE},
    ),
    Sample(
        "aws:lb/listenerRule:ListenerRule",
        inputs={
            "listenerArn": LISTENER,
            "priority": 10.0,
            "conditions": [{"hostHeader": {"values": ["shop.example.org"]}}],
            "actions": [{"type": "forward", "targetGroupArn": GROUP}],
            "tags": {"team": "storefront"},
        },
        steps=(
            {"priority": 20},
            {"conditions": [{"pathPattern": {"values": ["/api/*"]}}, {"sourceIp": {"values": ["10.0.0.0/8"]}}]},
            {"conditions": [{"queryStrings": [{"key": "version", "value": "2"}]}, {"httpRequestMethod": {"values": ["GET"]}}]},
            {"conditions": [{"httpHeader": {"httpHeaderName": "X-Version", "values": ["2"]}}]},
            {"actions": [to_both(first=1, second=3)]},
            {"tags": {"owner": "storefront"}},
        ),
        untried={"transforms": "the emulator does not know them"},
    ),
)
