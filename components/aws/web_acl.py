"""The filter in front of what the world may call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pulumi
from pulumi_aws import wafv2

from components.aws.log_group import LogSettings, log_group
from estate.naming import Scope

# Rule groups that AWS keeps, in the order in which they are asked (WAF developer guide, managed rule groups): the certain first.
MANAGED_GROUPS = ("AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesCommonRuleSet")
LOG_PREFIX = "aws-waf-logs-"  # WAF writes to groups of this name alone (WAF developer guide, logging to CloudWatch Logs)
WINDOW_SECONDS = 300
REDACTED_HEADERS = ("authorization", "cookie")

Reach = Literal["REGIONAL", "CLOUDFRONT"]


@dataclass(frozen=True, kw_only=True)
class WebAclArgs:
    """A filter, and what it stands in front of."""

    scope: Scope
    """Its region is us-east-1 for CloudFront."""
    reach: Reach
    requests_per_address: int
    """In five minutes; who asks more is refused until it slows down."""
    guarded: Mapping[str, pulumi.Input[str]]
    """The ARNs of load balancers, by name; a distribution names its filter itself."""
    logs: LogSettings


class WebAcl(pulumi.ComponentResource):
    """WAFv2 ACL: AWS's managed rules, a limit of requests for each address, and a log without secrets (FSBP WAF.10, WAF.11)."""

    arn: pulumi.Output[str]

    def __init__(self, name: str, args: WebAclArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:WebAcl", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        managed = [_managed(group, place) for place, group in enumerate(MANAGED_GROUPS, start=1)]
        acl = wafv2.WebAcl(
            name,
            scope=args.reach,
            default_action={"allow": {}},
            rules=[_limit(args.requests_per_address), *managed],
            visibility_config=_visible(name),
            region=args.scope.region,
            tags=args.scope.tags,
            opts=child,
        )
        path = f"{LOG_PREFIX}{args.scope.prefix}-{args.scope.environment}-{name}"
        group = log_group(name, args.scope, args.logs, path=path, opts=child)
        wafv2.WebAclLoggingConfiguration(
            name,
            resource_arn=acl.arn,
            log_destination_configs=[group.arn],
            redacted_fields=[{"single_header": {"name": header}} for header in REDACTED_HEADERS],
            region=args.scope.region,
            opts=child,
        )
        for label, arn in args.guarded.items():
            wafv2.WebAclAssociation(f"{name}-{label}", resource_arn=arn, web_acl_arn=acl.arn, region=args.scope.region, opts=child)
        self.arn = acl.arn
        self.register_outputs({"arn": self.arn})


def _limit(requests: int) -> wafv2.WebAclRuleArgsDict:
    by_address: wafv2.WebAclRuleStatementRateBasedStatementArgsDict = {
        "limit": requests,
        "aggregate_key_type": "IP",
        "evaluation_window_sec": WINDOW_SECONDS,
    }
    return {
        "name": "requests-per-address",
        "priority": 0,
        "action": {"block": {}},
        "statement": {"rate_based_statement": by_address},
        "visibility_config": _visible("requests-per-address"),
    }


def _managed(group: str, place: int) -> wafv2.WebAclRuleArgsDict:
    return {
        "name": group,
        "priority": place,
        "override_action": {"none": {}},
        "statement": {"managed_rule_group_statement": {"vendor_name": "AWS", "name": group}},
        "visibility_config": _visible(group),
    }


def _visible(name: str) -> wafv2.WebAclVisibilityConfigArgsDict:
    return {"cloudwatch_metrics_enabled": True, "metric_name": name, "sampled_requests_enabled": True}
