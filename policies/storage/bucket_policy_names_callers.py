"""Everybody, unless a condition leaves named callers alone."""

from estate.readiness.policy_documents import allowed
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(holder: Item, _world: World) -> Verdict:
    """The policy of a bucket, wherever it stands. Fails with the first statement that is public."""
    if holder.at("policy").is_absent:
        return not_applicable("it holds no policy")
    for statement in allowed(holder.at("policy")):
        if statement.is_for_anybody and not statement.is_narrowed:
            return failed(f"{statement.place} gives {', '.join(statement.actions)} to everybody; expected named principals")
    return passed()
