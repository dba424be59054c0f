"""By itself, or as part of an alert that does."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.observability._alerts import made_of, tells


def judge(alert: Item, world: World) -> Verdict:
    """A window of a burn alert tells nobody; the composite of both windows does."""
    if tells(alert, world):
        return passed("it tells somebody")
    for whole in made_of(alert, world):
        if tells(whole, world):
            return passed(f"{whole.title}, which looks at it, tells somebody")
    return failed("it tells nobody, and nothing that does looks at it; expected a recipient")
