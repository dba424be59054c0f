"""The documents of IAM's policies: managed ones, those inside a role, user or group, and those that a role carries with itself."""

from collections.abc import Iterator

from estate.readiness.policy_documents import Statement, allowed
from estate.readiness.resources import Item
from estate.readiness.world import World

ROLE = "aws:iam/role:Role"


def given(item: Item) -> Iterator[Statement]:
    """Every statement that gives something."""
    yield from allowed(item.at("policy"))
    for document in item.every("inlinePolicies[*].policy"):
        yield from allowed(document)


def is_a_boundary(item: Item, world: World) -> bool:
    """Whether roles carry it as theirs, by reference or by an ARN that ends in its name: it gives nothing by itself."""
    return any(True for _ in world.resources.referring(item, ROLE, "permissionsBoundary"))
