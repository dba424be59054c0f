"""The smallest and the largest way in for the repository's workflows."""

from components.aws.delivery_identity import DeliveryIdentity, DeliveryIdentityArgs
from estate.decisions.delivery import Runner
from tests.components.builds import KEY_ARN, SCOPE

PREVIEW = Runner(
    name="preview",
    subject="repo:shop/estate:pull_request",
    ref=None,
    becomes=("arn:aws:iam::222222222222:role/shop-dev-preview", "arn:aws:iam::333333333333:role/shop-production-preview"),
    writes=None,
)
APPLY = Runner(
    name="apply-production",
    subject="repo:shop/estate:environment:production",
    ref="refs/heads/main",
    becomes=("arn:aws:iam::333333333333:role/shop-production-apply",),
    writes="production",
)
GLOBAL = Runner(name="apply-global", subject="repo:shop/estate:environment:global", ref="refs/heads/main", becomes=(), writes="global")


def build(*runners: Runner) -> None:
    args = DeliveryIdentityArgs(scope=SCOPE, runners=runners, state_bucket_arn="arn:aws:s3:::state", state_key_arn=KEY_ARN)
    DeliveryIdentity("delivery", args)


def smallest() -> None:
    build(PREVIEW)


def largest() -> None:
    build(PREVIEW, APPLY, GLOBAL)
