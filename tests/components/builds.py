"""What the tests of components share: a scope, and the graph of a small program."""

from collections.abc import Callable
from pathlib import Path

from estate.graph.model import Resource
from estate.graph.record import Recording, record
from estate.graph.symbols import Symbols
from estate.naming import Scope

ROOT = Path(__file__).parents[2]
REQUIRED_TAGS = ("organisation", "environment", "service", "owner", "tier", "cost-centre", "managed-by", "source")

SCOPE = Scope(
    prefix="shop",
    environment="dev",
    account="111111111111",
    region="eu-central-1",
    tags={
        "organisation": "shop",
        "environment": "dev",
        "service": "checkout",
        "owner": "storefront",
        "tier": "1",
        "cost-centre": "CC-1000",
        "managed-by": "pulumi",
        "source": "catalog/services/checkout.yaml",
    },
)

KEY_ARN = "arn:aws:kms:eu-central-1:111111111111:key/00000000-0000-0000-0000-000000000000"


def graph_of(program: Callable[[], None]) -> Recording:
    """What the program registers, without an account."""
    return record(program, stack="test-dev", answers=Symbols({}), root=ROOT)


def of_type(recording: Recording, token: str) -> dict[str, Resource]:
    """The resources of a type, by their logical name."""
    return {resource.name: resource for resource in recording.resources if resource.type == token}


def waits_for(recording: Recording, resource: Resource) -> set[str]:
    """URNs of what is made before the resource: a child is registered after its component, and that after what it depends on."""
    by_urn = {one.urn: one for one in recording.resources}
    parent = by_urn.get(resource.parent)
    return {*resource.depends_on, *(waits_for(recording, parent) if parent else ())}
