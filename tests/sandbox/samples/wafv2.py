"""Filters in front of what the world may call."""

from tests.sandbox.sample import Sample, The

LIKE_OTHERS = "it is sent like the others, by its name"
ACL = The("aws:wafv2/webAcl:WebAcl", "arn")


def visible(name: str) -> dict[str, object]:
    return {"cloudwatchMetricsEnabled": True, "metricName": name, "sampledRequestsEnabled": True}


def limit(requests: float) -> dict[str, object]:
    by_address = {"limit": requests, "aggregateKeyType": "IP", "evaluationWindowSec": 300.0}
    return {
        "name": "requests-per-address",
        "priority": 0.0,
        "action": {"block": {}},
        "statement": {"rateBasedStatement": by_address},
        "visibilityConfig": visible("requests-per-address"),
    }


COMMON: dict[str, object] = {
    "name": "common",
    "priority": 1.0,
    "overrideAction": {"none": {}},
    "statement": {"managedRuleGroupStatement": {"vendorName": "AWS", "name": "AWSManagedRulesCommonRuleSet"}},
    "visibilityConfig": visible("common"),
}
BODY = {"key": "slow-down", "content": "Too many requests", "contentType": "TEXT_PLAIN"}

SAMPLES = (
    Sample(
        "aws:wafv2/webAcl:WebAcl",
        inputs={
            "name": "entrance",
            "scope": "REGIONAL",
            "defaultAction": {"block": {"customResponse": {"responseCode": 403.0}}},
            "rules": [limit(2000.0), COMMON],
            "visibilityConfig": visible("entrance"),
            "tags": {"team": "network"},
        },
        steps=(
            {"rules": [limit(500), COMMON]},
            {"description": "in front of the shop", "visibilityConfig": visible("shop")},
            {"defaultAction": {"block": {"customResponse": {"responseCode": 429}}}},
            {"customResponseBodies": [BODY], "tokenDomains": ["shop.example"]},
            {"captchaConfig": {"immunityTimeProperty": {"immunityTime": 120}}},
            {"tags": {"owner": "network"}},
        ),
        untried=dict.fromkeys(("associationConfig", "challengeConfig", "dataProtectionConfig", "monetizationConfig"), LIKE_OTHERS),
    ),
    Sample(
        "aws:wafv2/webAcl:WebAcl",
        variant="worldwide",
        inputs={
            "name": "images",
            "scope": "CLOUDFRONT",
            "region": "us-east-1",
            "defaultAction": {"allow": {}},
            "visibilityConfig": visible("images"),
        },
        steps=({"description": "in front of the images"},),
    ),
    Sample(
        "aws:wafv2/webAclAssociation:WebAclAssociation",
        inputs={
            "webAclArn": ACL,
            "resourceArn": "arn:aws:elasticloadbalancing:eu-west-1:222233334444:loadbalancer/app/shop/0123456789abcdef",
        },
    ),
    Sample(
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
        inputs={
            "resourceArn": ACL,
            "logDestinationConfigs": ["arn:aws:logs:eu-west-1:222233334444:log-group:aws-waf-logs-shop"],
            "redactedFields": [{"singleHeader": {"name": "authorization"}}],
        },
        steps=(
            {"redactedFields": [{"singleHeader": {"name": "cookie"}}]},
            {
                "loggingFilter": {
                    "defaultBehavior": "KEEP",
                    "filters": [
                        {"behavior": "DROP", "requirement": "MEETS_ANY", "conditions": [{"actionCondition": {"action": "ALLOW"}}]},
                    ],
                }
            },
        ),
    ),
)
