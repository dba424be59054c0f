"""A door without a lock: plain HTTP, one zone, no filter that filters, and no record of who came."""

from pulumi_aws import cloudfront, ec2, lb, route53, wafv2

NOT_MEASURED = {"cloudwatch_metrics_enabled": False, "metric_name": "none", "sampled_requests_enabled": False}


def build() -> None:
    _balancer()
    _distribution()
    _filters()
    route53.Zone("public", name="bad.example")


def _balancer() -> None:
    zone = ec2.Subnet("doors", vpc_id="vpc-1", cidr_block="10.0.3.0/24", availability_zone="eu-central-1a")
    door = lb.LoadBalancer("public", subnets=[zone.id], desync_mitigation_mode="monitor")
    targets = lb.TargetGroup("web", vpc_id="vpc-1", port=80, protocol="HTTP")
    forward = [{"type": "forward", "target_group_arn": targets.arn}]
    lb.Listener("http", load_balancer_arn=door.arn, port=80, protocol="HTTP", default_actions=forward)
    lb.Listener("https", load_balancer_arn=door.arn, port=443, protocol="HTTPS", certificate_arn="arn:1", default_actions=forward)


def _distribution() -> None:
    old = {"http_port": 80, "https_port": 443, "origin_protocol_policy": "http-only", "origin_ssl_protocols": ["SSLv3"]}
    cloudfront.Distribution(
        "images",
        enabled=True,
        origins=[
            {"origin_id": "bucket", "domain_name": "bad-photos.s3.amazonaws.com"},
            {"origin_id": "web", "domain_name": "bad.example", "custom_origin_config": old},
        ],
        default_cache_behavior={
            "target_origin_id": "bucket",
            "viewer_protocol_policy": "allow-all",
            "allowed_methods": ["GET", "HEAD"],
            "cached_methods": ["GET", "HEAD"],
        },
        restrictions={"geo_restriction": {"restriction_type": "none"}},
        viewer_certificate={"cloudfront_default_certificate": True},
    )


def _filters() -> None:
    wafv2.WebAcl("empty", scope="REGIONAL", default_action={"allow": {}}, visibility_config=NOT_MEASURED)
