"""The smallest and the largest distribution."""

from datetime import timedelta

from components.aws.distribution import BucketOrigin, Distribution, DistributionArgs
from estate.decisions.edge import CDN_REGION
from estate.naming import in_region
from tests.components.builds import KEY_ARN, SCOPE


def _distribution(days: int, *, copy: BucketOrigin | None, protect: bool) -> None:
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
        log_key_arn=KEY_ARN,
        copy=copy,
    )
    Distribution("product-images", args)


def smallest() -> None:
    _distribution(1, copy=None, protect=False)


def largest() -> None:
    copy = BucketOrigin(bucket="shop-dev-product-images-copy-111111111111", region="eu-west-1")
    _distribution(3653, copy=copy, protect=True)
