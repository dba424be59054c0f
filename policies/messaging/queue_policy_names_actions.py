"""To refuse everything is well; to allow it is not."""

from estate.readiness.policy_documents import allowed
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

EVERYTHING = ("*", "sqs:*")


def judge(holder: Item, _world: World) -> Verdict:
    """Fails with the first statement that allows everything."""
    if holder.at("policy").is_absent:
        return not_applicable("it holds no policy")
    for statement in allowed(holder.at("policy")):
        if statement.value.at("NotAction").is_present or any(action in EVERYTHING for action in statement.actions):
            return failed(f"{statement.place} allows everything; expected named actions such as sqs:SendMessage")
    return passed()
