"""`service:*` in a statement that allows."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World
from policies.identity._documents import given


def judge(item: Item, _world: World) -> Verdict:
    """Fails with the first statement that names a whole service."""
    for statement in given(item):
        if whole := [action for action in statement.actions if action == "*" or action.endswith(":*")]:
            return failed(f"{statement.place} allows {', '.join(whole)}; expected named actions")
    return passed()
