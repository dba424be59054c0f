"""A bucket served to the world through CloudFront, and no other way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import cloudfront, cloudwatch, route53

from components.aws.log_bucket import LogBucket, log_bucket
from components.aws.policy_document import Statement
from components.aws.private_bucket import bucket_arn
from estate.naming import Scope

# CloudFront's own policies, by the ids that are the same in every account (CloudFront developer guide, managed policies).
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
UNANSWERED = (500, 502, 503, 504)  # what is not there (403 to who may not list, 404) is not in the copy either
ALIAS_ZONE = "Z2FDTNDATAQYW2"  # of every distribution (Route 53 API reference, AliasTarget)


@dataclass(frozen=True, kw_only=True)
class BucketOrigin:
    """A bucket, and the region in which it stands."""

    bucket: pulumi.Input[str]
    region: str


@dataclass(frozen=True, kw_only=True)
class DistributionArgs:
    """A bucket, its public host name, and what stands in front of it."""

    scope: Scope
    log_scope: Scope
    """The same thing in us-east-1, where CloudFront's logs start from."""
    bucket: pulumi.Input[str]
    """The bucket's name; its policy lets the account's distributions read."""
    host: str
    zone_id: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    web_acl_arn: pulumi.Input[str]
    log_retention: timedelta
    protect: bool
    """Whether the engine refuses to delete it."""
    log_key_arn: pulumi.Input[str]
    """The KMS key of the log; its policy lets the delivery of logs use it (CloudWatch Logs user guide, logs sent to S3)."""
    copy: BucketOrigin | None = None
    """The same objects in another region, which are served while the bucket does not answer."""


class Distribution(pulumi.ComponentResource):
    """CloudFront distribution: HTTPS alone, TLS 1.2 and newer, the bucket behind an access control (FSBP CloudFront.3, .6, .10, .13)."""

    arn: pulumi.Output[str]
    distribution_id: pulumi.Output[str]

    def __init__(self, name: str, args: DistributionArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Distribution", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        control = cloudfront.OriginAccessControl(
            name,
            description=f"Signs what CloudFront asks of {name}",
            origin_access_control_origin_type="s3",
            signing_behavior="always",
            signing_protocol="sigv4",
            opts=child,
        )
        distribution = _distribution(name, args, control, pulumi.ResourceOptions(parent=self, protect=args.protect))
        for kind in ("A", "AAAA"):
            alias = route53.RecordAliasArgs(name=distribution.domain_name, zone_id=ALIAS_ZONE, evaluate_target_health=False)
            route53.Record(f"{name}-{kind.lower()}", zone_id=args.zone_id, name=args.host, type=kind, aliases=[alias], opts=child)
        _log(name, args, distribution, child)
        self.arn = distribution.arn
        self.distribution_id = distribution.id
        self.register_outputs({"arn": self.arn, "distribution_id": self.distribution_id})


def _distribution(
    name: str, args: DistributionArgs, control: cloudfront.OriginAccessControl, opts: pulumi.ResourceOptions
) -> cloudfront.Distribution:
    origins = [_origin(name, BucketOrigin(bucket=args.bucket, region=args.scope.region), control)]
    if args.copy:
        origins.append(_origin(f"{name}-copy", args.copy, control))
    either = _either(name, origins) if args.copy else None
    return cloudfront.Distribution(
        name,
        enabled=True,
        comment=f"{args.scope.environment}: {name}",
        aliases=[args.host],
        origins=origins,
        origin_groups=[either] if either else None,
        default_cache_behavior=_behaviour(either.origin_id if either else name),
        http_version="http2and3",
        is_ipv6_enabled=True,
        price_class="PriceClass_100",
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={
            "acm_certificate_arn": args.certificate_arn,
            "minimum_protocol_version": "TLSv1.2_2021",
            "ssl_support_method": "sni-only",
        },
        web_acl_id=args.web_acl_arn,
        tags=args.scope.tags,
        opts=opts,
    )


def _origin(origin_id: str, origin: BucketOrigin, control: cloudfront.OriginAccessControl) -> cloudfront.DistributionOriginArgs:
    return cloudfront.DistributionOriginArgs(
        origin_id=origin_id,
        domain_name=pulumi.Output.concat(origin.bucket, f".s3.{origin.region}.amazonaws.com"),
        origin_access_control_id=control.id,
    )


def _either(name: str, origins: Sequence[cloudfront.DistributionOriginArgs]) -> cloudfront.DistributionOriginGroupArgs:
    """The first that answers."""
    members = [cloudfront.DistributionOriginGroupMemberArgs(origin_id=origin.origin_id) for origin in origins]
    return cloudfront.DistributionOriginGroupArgs(
        origin_id=f"{name}-either",
        failover_criteria=cloudfront.DistributionOriginGroupFailoverCriteriaArgs(status_codes=list(UNANSWERED)),
        members=members,
    )


def _behaviour(origin: pulumi.Input[str]) -> cloudfront.DistributionDefaultCacheBehaviorArgs:
    return cloudfront.DistributionDefaultCacheBehaviorArgs(
        target_origin_id=origin,
        viewer_protocol_policy="redirect-to-https",
        allowed_methods=["GET", "HEAD"],
        cached_methods=["GET", "HEAD"],
        compress=True,
        cache_policy_id=CACHING_OPTIMIZED,
        response_headers_policy_id=SECURITY_HEADERS,
    )


def _log(name: str, args: DistributionArgs, distribution: cloudfront.Distribution, opts: pulumi.ResourceOptions) -> None:
    """Who asked for what, in a bucket of its own (CloudFront developer guide, standard logging): this way needs no ACL on it."""
    bucket = log_bucket(f"{name}-requests", _logs(f"{name}-requests", args), opts)
    region = args.log_scope.region
    source = cloudwatch.LogDeliverySource(
        name, log_type="ACCESS_LOGS", resource_arn=distribution.arn, region=region, tags=args.scope.tags, opts=opts
    )
    destination = cloudwatch.LogDeliveryDestination(
        name,
        delivery_destination_configuration={"destination_resource_arn": bucket.arn},
        output_format="json",
        region=region,
        tags=args.scope.tags,
        opts=opts,
    )
    cloudwatch.LogDelivery(
        name,
        delivery_source_name=source.name,
        delivery_destination_arn=destination.arn,
        region=region,
        tags=args.scope.tags,
        opts=pulumi.ResourceOptions(parent=opts.parent, depends_on=[bucket]),
    )


def _logs(name: str, args: DistributionArgs) -> LogBucket:
    logs = args.log_scope
    may_write: Statement = {
        "Sid": "LetTheLogsArrive",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{bucket_arn(args.scope, name)}/*",
        "Condition": {
            "StringEquals": {"aws:SourceAccount": logs.account, "s3:x-amz-acl": "bucket-owner-full-control"},
            "ArnLike": {"aws:SourceArn": f"arn:aws:logs:{logs.region}:{logs.account}:delivery-source:*"},
        },
    }
    return LogBucket(scope=args.scope, may_write=may_write, keep_for=args.log_retention, protect=args.protect, key_arn=args.log_key_arn)
