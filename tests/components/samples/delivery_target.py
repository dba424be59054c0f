"""The roles of an account have one size."""

from components.aws.delivery_target import DeliveryTarget, DeliveryTargetArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    DeliveryTarget(
        "delivery",
        DeliveryTargetArgs(
            scope=SCOPE,
            preview_runner_arn="arn:aws:iam::999999999999:role/shop-global-preview",
            apply_runner_arn="arn:aws:iam::999999999999:role/shop-global-apply-dev",
        ),
    )


largest = smallest
