"""The smallest and the largest filter."""

from components.aws.log_group import LogSettings
from components.aws.web_acl import WebAcl, WebAclArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import KEY_ARN, SCOPE

BALANCER_ARN = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/public/0000000000000000"


def smallest() -> None:
    """In front of CloudFront, which names it."""
    logs = LogSettings(retention_days=1, key_arn=None)
    scope = in_region(SCOPE, CDN_REGION)
    WebAcl("cdn", WebAclArgs(scope=scope, reach="CLOUDFRONT", requests_per_address=10, guarded={}, logs=logs))


def largest() -> None:
    logs = LogSettings(retention_days=3653, key_arn=KEY_ARN)
    guarded = {"load-balancer": BALANCER_ARN, "another": f"{BALANCER_ARN}1"}
    WebAcl("public", WebAclArgs(scope=SCOPE, reach="REGIONAL", requests_per_address=2_000_000_000, guarded=guarded, logs=logs))
