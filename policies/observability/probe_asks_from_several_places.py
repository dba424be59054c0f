"""Places of the vendor and our own count alike."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PLACES = ("locations[*]", "locationsPublics[*]", "locationsPrivates[*]", "locationPrivates[*].guid")
LEAST = 2


def judge(probe: Item, _world: World) -> Verdict:
    """A place that is named twice is one."""
    count = len({place.written() for path in PLACES for place in probe.every(path)})
    return passed(f"{count} places") if count >= LEAST else failed(f"it asks from {count}; expected at least {LEAST} places")
