"""Tags that are missing, and of which there is only one right value: the policy pack adds them, and a plan says so.

Only what the stack and the catalog say beyond doubt: whose a resource is, nobody guesses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from estate.catalog.catalog import Catalog
from estate.graph.model import Resource, StackGraph, is_secret, is_unknown
from estate.naming import SHARED, scope_of
from estate.readiness.taggable import taggable

POLICY = "tags_are_complete"
"""The name under which the engine is told."""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What one resource gets."""

    resource: Resource
    environment: str
    tags: Mapping[str, str]

    @property
    def words(self) -> str:
        """`sqs/queue work (dev): managed-by=pulumi`."""
        title = f"{self.resource.type.split(':')[1]} {self.resource.name} ({self.environment})"
        return f"{title}: {', '.join(f'{key}={value}' for key, value in self.tags.items())}"

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        return {"urn": self.resource.urn, "environment": self.environment, "tags": dict(self.tags), "source": self.resource.source}


def remedies(stacks: Iterable[StackGraph], catalog: Catalog) -> tuple[Remedy, ...]:
    """What the pack adds to the planned stacks."""
    given = ((resource, stack.environment) for stack in stacks for resource in stack.made)
    found = ((resource, environment, missing_tags(resource, environment, catalog)) for resource, environment in given)
    return tuple(Remedy(resource=resource, environment=environment, tags=tags) for resource, environment, tags in found if tags)


def remedied(stacks: Iterable[StackGraph], found: Iterable[Remedy]) -> tuple[StackGraph, ...]:
    """The stacks as they are rolled out: with what was added."""
    added = {remedy.resource.urn: remedy.tags for remedy in found}
    if not added:
        return tuple(stacks)
    return tuple(replace(stack, resources=tuple(_with_tags(one, added.get(one.urn)) for one in stack.resources)) for stack in stacks)


def missing_tags(resource: Resource, environment: str, catalog: Catalog) -> Mapping[str, str]:
    """The tags that the resource lacks; none where it takes none, or where its tags are known only after the deployment."""
    tags = resource.inputs.get("tags", {})
    if resource.type not in taggable() or not isinstance(tags, dict) or is_unknown(tags) or is_secret(tags):
        return {}
    wanted = _wanted(tags.get("service"), environment, catalog)
    return {key: value for key, value in wanted.items() if tags.get(key) is None}


def _wanted(service: object, environment: str, catalog: Catalog) -> Mapping[str, str]:
    place = catalog.environments.get(environment)
    thing = catalog.services.get(str(service)) or catalog.stores.get(str(service))
    if place is None or thing is None:
        sure = {"organisation": catalog.organisation.prefix, "managed-by": "pulumi"}
        # What serves all environments holds things of each: which one, its name alone says.
        return sure if environment == SHARED else {**sure, "environment": environment}
    scope = scope_of(organisation=catalog.organisation, environment=place, team=catalog.teams[thing.owner], thing=thing)
    return scope.tags


def _with_tags(resource: Resource, tags: Mapping[str, str] | None) -> Resource:
    if not tags:
        return resource
    return replace(resource, inputs={**resource.inputs, "tags": {**resource.inputs.get("tags", {}), **tags}})
