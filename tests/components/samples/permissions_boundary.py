"""The smallest and the largest boundary."""

from components.aws.permissions_boundary import PermissionsBoundary, PermissionsBoundaryArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    PermissionsBoundary(
        "boundary",
        PermissionsBoundaryArgs(
            scope=SCOPE, roles=("shop-dev-apply",), buckets=("arn:aws:s3:::audit",), key_aliases=("alias/audit",), protect=False
        ),
    )


def largest() -> None:
    PermissionsBoundary(
        "boundary",
        PermissionsBoundaryArgs(
            scope=SCOPE,
            roles=("shop-dev-preview", "shop-dev-apply"),
            buckets=("arn:aws:s3:::audit", "arn:aws:s3:::configuration"),
            key_aliases=("alias/audit", "alias/configuration"),
            protect=True,
        ),
    )
