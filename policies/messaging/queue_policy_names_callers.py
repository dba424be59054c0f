"""Everybody, unless a condition leaves named callers alone."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict
from estate.readiness.world import World
from policies.messaging._documents import gives_to_named_callers


def judge(holder: Item, _world: World) -> Verdict:
    """The policy of a queue, wherever it stands."""
    return gives_to_named_callers(holder)
