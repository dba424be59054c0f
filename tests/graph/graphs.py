"""Small graphs for the tests: resources, stacks, and the comparison of two of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from estate.graph.comparison import Comparison, ResourceChange
from estate.graph.diff import compare, diff
from estate.graph.git import Revision
from estate.graph.matching import STACK_TYPE
from estate.graph.model import Resource, StackGraph
from estate.graph.plan import Plan, ProgramError
from estate.graph.revision import BasePlan

STACK = "network-dev"
VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
QUEUE = "aws:sqs/queue:Queue"
COMPONENT = "estate:aws:Network"
REVISION = Revision(asked="main", commit="0123456789abcdef0123456789abcdef01234567", tree="fedcba9876543210")


def urn_of(token: str, name: str, *, types: Sequence[str] = (), stack: str = STACK) -> str:
    """The engine's URN of a resource below components of these types."""
    return f"urn:pulumi:{stack}::estate::{'$'.join((*types, token))}::{name}"


def resource(token: str, name: str, inputs: Mapping[str, Any] | None = None, **other: Any) -> Resource:
    """A resource directly below its stack, unless `other` says otherwise."""
    stack = other.pop("stack", STACK)
    fields: dict[str, Any] = {
        "urn": urn_of(token, name, stack=stack),
        "type": token,
        "name": name,
        "parent": f"urn:pulumi:{stack}::estate::{STACK_TYPE}::estate-{stack}",
        "custom": not token.startswith("estate:"),
        "inputs": inputs or {},
        "depends_on": (),
        "protect": False,
        "aliases": (),
        "ignore_changes": (),
        "region": None,
        "source": "stacks/network.py:12",
    }
    return Resource(**{**fields, **other})


def stack(*resources: Resource, name: str = STACK, outputs: Mapping[str, Any] | None = None) -> StackGraph:
    """A stack with these resources."""
    layer, _, environment = name.rpartition("-")
    ordered = tuple(sorted(resources, key=lambda one: one.urn))
    return StackGraph(name=name, layer=layer, environment=environment, resources=ordered, outputs=outputs or {})


def changes(base: Sequence[Resource], head: Sequence[Resource]) -> dict[str, ResourceChange]:
    """What changes in one stack, by the resource's name."""
    (found,) = diff([stack(*base)], [stack(*head)])
    return {change.name: change for change in found.changes}


def comparison(
    base: Sequence[StackGraph], head: Sequence[StackGraph], *, errors: Sequence[ProgramError] = (), warnings: Sequence[str] = ()
) -> tuple[Plan, Comparison]:
    """Both plans compared, with the errors of the head."""
    plan = Plan(stacks=tuple(head), errors=tuple(errors))
    before = BasePlan(plan=Plan(stacks=tuple(base), errors=()), warnings=tuple(warnings))
    return plan, compare(REVISION, before, plan, whole=True)
