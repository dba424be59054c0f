"""The full star on the full star, in whatever spelling."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.identity._documents import given

EVERY_ACTION = frozenset({"*", "*:*"})


def judge(item: Item, _world: World) -> Verdict:
    """Fails with the first statement that gives all."""
    for statement in given(item):
        if statement.is_on_everything and EVERY_ACTION & set(statement.actions):
            return failed(f"{statement.place} allows every action on every resource; expected named actions and resources")
    return passed()
