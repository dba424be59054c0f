"""Places of the vendor and our own count alike."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

PLACES = ("locations", "locationsPublics", "locationsPrivates")
LEAST = 2


def judge(probe: Item, _world: World) -> Verdict:
    """A place that is named twice is one."""
    found = {place.written() for path in ("locations", "locationsPublics") for place in probe.at(path).members()}
    private = sum(1 for _ in probe.at("locationsPrivates").members())
    count = len(found) + private
    return passed(f"{count} places") if count >= LEAST else failed(f"it asks from {count}; expected at least {LEAST} places")
