"""Everybody, unless a condition leaves named callers alone; a key without a policy gets AWS's, for the account."""

from estate.readiness.policy_documents import allowed
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(key: Item, _world: World) -> Verdict:
    """Fails with the first statement that is for everybody."""
    for statement in allowed(key.at("policy")):
        if statement.is_for_anybody and not statement.is_narrowed:
            return failed(f"{statement.place} gives {', '.join(statement.actions)} to everybody; expected named principals")
    return passed()
