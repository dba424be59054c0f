"""The smallest and the largest private zone."""

from components.aws.private_zone import PrivateZone, PrivateZoneArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    PrivateZone("internal", PrivateZoneArgs(scope=SCOPE, domain="internal.dev.shop.example", vpc_id="vpc-1"))


largest = smallest
