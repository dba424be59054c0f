"""The smallest and the largest distribution."""

from datetime import timedelta

from components.aws.distribution import Distribution, DistributionArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import SCOPE


def _distribution(days: int, *, protect: bool) -> None:
    args = DistributionArgs(
        scope=SCOPE,
        log_scope=in_region(SCOPE, CDN_REGION),
        bucket="shop-dev-product-images-111111111111",
        host="product-images.dev.shop.example",
        zone_id="Z1",
        certificate_arn="arn:aws:acm:us-east-1:111111111111:certificate/00000000-0000-0000-0000-000000000000",
        web_acl_arn="arn:aws:wafv2:us-east-1:111111111111:global/webacl/cdn/00000000-0000-0000-0000-000000000000",
        log_retention=timedelta(days=days),
        protect=protect,
    )
    Distribution("product-images", args)


def smallest() -> None:
    _distribution(1, protect=False)


def largest() -> None:
    _distribution(3653, protect=True)
