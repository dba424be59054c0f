"""Those who are called at the same time are one level."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.oncall._escalations import called, levels

LEAST = 2


def judge(escalation: Item, _world: World) -> Verdict:
    """Levels that call the same and nobody else are one, too."""
    reached = {tuple(sorted(_who(one) for one in called(escalation, level))) for level in levels(escalation)}
    count = len(reached - {()})
    return passed(f"{count} levels") if count >= LEAST else failed(f"it has {count} level that calls somebody else; expected {LEAST}")


def _who(recipient: Value) -> str:
    return " ".join(f"{key}={value.written()}" for key, value in sorted(recipient.entries()))
