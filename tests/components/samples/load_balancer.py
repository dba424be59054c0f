"""The smallest and the largest load balancer."""

from datetime import timedelta

from components.aws.load_balancer import LoadBalancer, LoadBalancerArgs
from tests.components.builds import SCOPE

CERTIFICATE_ARN = "arn:aws:acm:eu-central-1:111111111111:certificate/00000000-0000-0000-0000-000000000000"


def _balancer(name: str, days: int, *, is_public: bool, deletion_protection: bool) -> None:
    args = LoadBalancerArgs(
        scope=SCOPE,
        is_public=is_public,
        subnet_ids=["subnet-a", "subnet-b"],
        security_group_id="sg-balancer",
        certificate_arn=CERTIFICATE_ARN,
        log_retention=timedelta(days=days),
        deletion_protection=deletion_protection,
    )
    LoadBalancer(name, args)


def smallest() -> None:
    _balancer("internal", 1, is_public=False, deletion_protection=False)


def largest() -> None:
    _balancer("public", 3653, is_public=True, deletion_protection=True)
