"""Whose a resource is: what its tag `service` says, in whichever form its provider writes tags."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from estate.catalog.catalog import Catalog
from estate.cost.model import Heading, Owner
from estate.graph.model import Resource, StackGraph

TAG = "service"
VENDORS = {"datadog": "Datadog", "newrelic": "New Relic", "pagerduty": "PagerDuty", "opsgenie": "Opsgenie"}


def owner_of(resource: Resource, stack: StackGraph, catalog: Catalog) -> Owner:
    """A service, a store, a vendor, or a part that all share; what carries no tag belongs to its stack's layer."""
    vendor = resource.type.partition(":")[0]
    named = tag_of(resource)
    if named in catalog.services:
        return Owner(heading=Heading.SERVICE, name=named)
    if named in catalog.stores:
        return Owner(heading=Heading.STORE, name=named)
    if vendor in VENDORS:
        return Owner(heading=Heading.VENDOR, name=vendor)
    return Owner(heading=Heading.SHARED, name=named or stack.layer)


def tag_of(resource: Resource) -> str | None:
    """The value of the tag; None where there is none that is known."""
    return next((value for key, value in _pairs(resource.inputs.get("tags")) if key == TAG and isinstance(value, str)), None)


def _pairs(tags: Any) -> Iterator[tuple[str, Any]]:
    """Tags as AWS writes them (a mapping; key and value in autoscaling groups), Datadog (`service:cart`), New Relic (key, values)."""
    if isinstance(tags, Mapping):
        yield from tags.items()
    elif isinstance(tags, Sequence) and not isinstance(tags, str):
        for tag in tags:
            yield from _pair(tag)


def _pair(tag: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(tag, str):
        key, _, value = tag.partition(":")
        yield key, value
    elif isinstance(tag, Mapping) and isinstance(tag.get("key"), str):
        values = tag.get("values")
        yield tag["key"], tag.get("value", values[0] if isinstance(values, Sequence) and values else None)
