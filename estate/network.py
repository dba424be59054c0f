"""Subnets of an environment: pure arithmetic that says what does not fit.

Each zone gets a public, a private and a data subnet. The first quarter of the range holds the public subnets, the second
the data subnets, a sixteenth of the range each; the second half holds the private subnets, an eighth each. Places for
four zones are kept, so that a zone which joins moves no other.
"""

from dataclasses import dataclass
from ipaddress import IPv4Network
from typing import Literal

from estate.errors import InputError

SMALLEST_SUBNET = 28  # prefix length; AWS VPC user guide, subnet sizing
LARGEST_NETWORK = 16  # prefix length; AWS VPC user guide, VPC sizing
ZONES_AT_MOST = 4


class NetworkError(InputError):
    """The range cannot hold the subnets; the text says what would."""


@dataclass(frozen=True, kw_only=True)
class ZoneSubnets:
    """The three subnets of one zone."""

    zone: str
    public: IPv4Network
    private: IPv4Network
    data: IPv4Network


def plan_subnets(address_range: IPv4Network, zones: tuple[str, ...]) -> tuple[ZoneSubnets, ...]:
    """The subnets of each zone: public and data a sixteenth of the range each, private an eighth.

    A zone that is added at the end moves no other. NetworkError when the range is too small or too large, or the
    zones are too many.
    """
    smallest_range = SMALLEST_SUBNET - 4
    if address_range.prefixlen < LARGEST_NETWORK:
        raise NetworkError(f"{address_range} is larger than AWS allows; expected /{LARGEST_NETWORK} to /{smallest_range}")
    if address_range.prefixlen > smallest_range:
        raise NetworkError(
            f"{address_range} has {address_range.num_addresses} addresses; a subnet needs at least /{SMALLEST_SUBNET}, and public and data "
            f"subnets are a sixteenth of the range each; expected /{LARGEST_NETWORK} to /{smallest_range}"
        )
    if len(zones) > ZONES_AT_MOST:
        raise NetworkError(f"{len(zones)} zones do not fit {address_range}; expected at most {ZONES_AT_MOST}, got {', '.join(zones)}")
    sixteenths = list(address_range.subnets(prefixlen_diff=4))
    eighths = list(address_range.subnets(prefixlen_diff=3))
    return tuple(
        ZoneSubnets(zone=zone, public=sixteenths[index], data=sixteenths[ZONES_AT_MOST + index], private=eighths[ZONES_AT_MOST + index])
        for index, zone in enumerate(zones)
    )


def plan_nat(nat: Literal["single", "per_zone"], zones: tuple[str, ...]) -> dict[str, str]:
    """Zone -> the zone whose NAT gateway it goes through: its own, or the first one's for all."""
    return {zone: zone if nat == "per_zone" else zones[0] for zone in zones}
