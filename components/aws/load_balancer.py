"""The door through which requests come in: one for the world, one for the network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pulumi
from pulumi_aws import lb, vpc

from components.aws.log_bucket import LogBucket, log_bucket
from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, bucket_arn
from components.aws.security_group import EVERYWHERE
from estate.naming import Scope

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"  # TLS 1.2 and 1.3 alone (ELB user guide, security policies)
IDLE_SECONDS = 60


@dataclass(frozen=True, kw_only=True)
class LoadBalancerArgs:
    """A load balancer; `is_public`: the world may call it, else only whom a passage lets in."""

    scope: Scope
    is_public: bool
    subnet_ids: pulumi.Input[Sequence[pulumi.Input[str]]]
    security_group_id: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    log_retention: timedelta
    deletion_protection: bool


class LoadBalancer(pulumi.ComponentResource):
    """Application Load Balancer: HTTPS alone, every request logged, odd headers dropped (FSBP ELB.1, ELB.4, ELB.5, ELB.6, ELB.12)."""

    arn: pulumi.Output[str]
    arn_suffix: pulumi.Output[str]
    """As metrics name it."""
    dns_name: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    listener_arn: pulumi.Output[str]

    def __init__(self, name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:LoadBalancer", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        logs = _log_bucket(f"{name}-requests", args, child)
        # The load balancer tries at once whether it may write.
        balancer = _balancer(
            name, args, logs.name, pulumi.ResourceOptions(parent=self, depends_on=[logs], protect=args.deletion_protection)
        )
        listener = _https(name, args, balancer, child)
        if args.is_public:
            _redirect(name, args, balancer, child)
            for port in (80, 443):
                _let_in(name, args, port, child)
        self.arn = balancer.arn
        self.arn_suffix = balancer.arn_suffix
        self.dns_name = balancer.dns_name
        self.zone_id = balancer.zone_id
        self.listener_arn = listener.arn
        names = ("arn", "arn_suffix", "dns_name", "zone_id", "listener_arn")
        self.register_outputs({name: getattr(self, name) for name in names})


def _log_bucket(name: str, args: LoadBalancerArgs, opts: pulumi.ResourceOptions) -> PrivateBucket:
    """Where every request is written (ELB user guide, access logs)."""
    may_write: Statement = {
        "Sid": "LetTheLoadBalancerWrite",
        "Effect": "Allow",
        "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{bucket_arn(args.scope, name)}/AWSLogs/{args.scope.account}/*",
    }
    logs = LogBucket(scope=args.scope, may_write=may_write, keep_for=args.log_retention, protect=args.deletion_protection)
    return log_bucket(name, logs, opts)


def _balancer(name: str, args: LoadBalancerArgs, log_bucket: pulumi.Input[str], opts: pulumi.ResourceOptions) -> lb.LoadBalancer:
    return lb.LoadBalancer(
        name,
        load_balancer_type="application",
        internal=not args.is_public,
        subnets=args.subnet_ids,
        security_groups=[args.security_group_id],
        access_logs={"bucket": log_bucket, "enabled": True},
        drop_invalid_header_fields=True,
        desync_mitigation_mode="defensive",
        enable_deletion_protection=args.deletion_protection,
        idle_timeout=IDLE_SECONDS,
        tags=args.scope.tags,
        opts=opts,
    )


def _https(name: str, args: LoadBalancerArgs, balancer: lb.LoadBalancer, opts: pulumi.ResourceOptions) -> lb.Listener:
    """What no rule knows is answered here, and reaches no service."""
    nothing = lb.ListenerDefaultActionArgs(
        type="fixed-response",
        fixed_response=lb.ListenerDefaultActionFixedResponseArgs(content_type="text/plain", message_body="No such host", status_code="404"),
    )
    return lb.Listener(
        name,
        load_balancer_arn=balancer.arn,
        port=443,
        protocol="HTTPS",
        ssl_policy=TLS_POLICY,
        certificate_arn=args.certificate_arn,
        default_actions=[nothing],
        tags=args.scope.tags,
        opts=opts,
    )


def _redirect(name: str, args: LoadBalancerArgs, balancer: lb.LoadBalancer, opts: pulumi.ResourceOptions) -> lb.Listener:
    to_https = lb.ListenerDefaultActionArgs(
        type="redirect", redirect=lb.ListenerDefaultActionRedirectArgs(port="443", protocol="HTTPS", status_code="HTTP_301")
    )
    return lb.Listener(
        f"{name}-http",
        load_balancer_arn=balancer.arn,
        port=80,
        protocol="HTTP",
        default_actions=[to_https],
        tags=args.scope.tags,
        opts=opts,
    )


def _let_in(name: str, args: LoadBalancerArgs, port: int, opts: pulumi.ResourceOptions) -> vpc.SecurityGroupIngressRule:
    return vpc.SecurityGroupIngressRule(
        f"{name}-{port}",
        security_group_id=args.security_group_id,
        description="The world",
        ip_protocol="tcp",
        from_port=port,
        to_port=port,
        cidr_ipv4=EVERYWHERE,
        tags=args.scope.tags,
        opts=opts,
    )
