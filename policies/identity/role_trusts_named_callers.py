"""Everybody, unless a condition leaves named callers alone."""

from estate.readiness.policy_documents import allowed
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World


def judge(role: Item, _world: World) -> Verdict:
    """Fails with the first statement that trusts everybody."""
    for statement in allowed(role.at("assumeRolePolicy")):
        if statement.is_for_anybody and not statement.is_narrowed:
            return failed(f"{statement.place} trusts everybody; expected named principals")
    return passed()
