"""One type among five."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(cluster: Item, _world: World) -> Verdict:
    """Where nobody says anything, nothing is written."""
    kinds = [kind.text() for kind in cluster.every("enabledClusterLogTypes[*]")]
    return passed() if "audit" in kinds else failed(f"enabledClusterLogTypes is {', '.join(kinds) or 'empty'}; expected audit among them")
