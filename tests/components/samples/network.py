"""The smallest and the largest network."""

from ipaddress import IPv4Network

from components.aws.network import Network, NetworkArgs
from estate.network import plan_nat, plan_subnets
from tests.components.builds import SCOPE


def smallest() -> None:
    zones = ("eu-central-1a",)
    address_range = IPv4Network("10.0.0.0/24")
    subnets = plan_subnets(address_range, zones)
    Network("network", NetworkArgs(scope=SCOPE, address_range=address_range, subnets=subnets, nat=plan_nat("single", zones)))


def largest() -> None:
    zones = ("us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d")
    address_range = IPv4Network("10.0.0.0/16")
    subnets = plan_subnets(address_range, zones)
    Network("network", NetworkArgs(scope=SCOPE, address_range=address_range, subnets=subnets, nat=plan_nat("per_zone", zones)))
