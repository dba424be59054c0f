"""The zones of the brokers' subnets."""

from estate.readiness.resources import Item
from estate.readiness.subnets import zones_of
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

LEAST = 3


def judge(cluster: Item, world: World) -> Verdict:
    """MSK puts as many brokers into each."""
    zones = zones_of(cluster, "brokerNodeGroupInfo.clientSubnets", world)
    words = ", ".join(zones) or "no zone"
    return passed(words) if len(zones) >= LEAST else failed(f"it stands in {words}; expected {LEAST} zones")
