"""The documents of IAM's policies: managed ones, those inside a role, user or group, and those that a role carries with itself."""

from collections.abc import Iterator

from estate.readiness.policy_documents import Statement, allowed
from estate.readiness.resources import Item


def given(item: Item) -> Iterator[Statement]:
    """Every statement that gives something."""
    yield from allowed(item.at("policy"))
    for document in item.every("inlinePolicies[*].policy"):
        yield from allowed(document)
