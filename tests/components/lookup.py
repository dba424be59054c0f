"""Finding resources in a recording."""

import json
from typing import Any

from estate.graph.model import Resource
from estate.graph.record import Recording


def all_of(recording: Recording, kind: str) -> tuple[Resource, ...]:
    """The resources of a kind such as `rds/cluster`."""
    return tuple(resource for resource in recording.resources if resource.custom and resource.type.split(":")[1] == kind)


def one(recording: Recording, kind: str, name: str | None = None) -> Resource:
    """The one resource of that kind, and of that name where it is given."""
    (found,) = (resource for resource in all_of(recording, kind) if name is None or resource.name == name)
    return found


def statements(policy: str) -> list[dict[str, Any]]:
    """The statements of a policy document."""
    return json.loads(policy)["Statement"]
