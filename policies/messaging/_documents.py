"""Policies of queues and topics: a resource of their own, or a text inside the queue or the topic."""

from collections.abc import Iterator

from estate.readiness.policy_documents import Statement, allowed, statements
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def gives_to_named_callers(holder: Item) -> Verdict:
    """Fails with the first statement that is public: for everybody, and no condition leaves named callers alone."""
    if holder.at("policy").is_absent:
        return not_applicable("it holds no policy")
    for statement in allowed(holder.at("policy")):
        if statement.is_for_anybody and not statement.is_narrowed:
            return failed(f"{statement.place} gives {', '.join(statement.actions)} to everybody; expected named principals")
    return passed()


def refuses_plain_http(thing: Item, world: World, *, kind: str, path: str, action: str) -> Verdict:
    """Whether some policy of the thing denies everybody the action without TLS: one of type `kind` that names it at `path`, or its own."""
    count = 0
    for policy, statement in _statements(thing, world, kind, path):
        count += 1
        if statement.refuses_plain_http(action):
            return passed(f"{policy.title} refuses it")
    return failed(f"{'its policy does not refuse' if count else 'it has no policy that refuses'} plain HTTP; expected a Deny of {action}")


def _statements(thing: Item, world: World, kind: str, path: str) -> Iterator[tuple[Item, Statement]]:
    yield from ((thing, statement) for statement in statements(thing.at("policy")))
    for policy in world.resources.referring(thing, kind, path):
        yield from ((policy, statement) for statement in statements(policy.at("policy")))
