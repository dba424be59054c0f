"""Which file of the catalog holds what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from estate.catalog.environment import Environment
from estate.catalog.organisation import Organisation
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.team import People, Team


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of file: `name` names its JSON Schema too."""

    name: str
    model: Any
    adapter: TypeAdapter[Any]


def _kind(name: str, model: Any) -> Kind:
    return Kind(name=name, model=model, adapter=TypeAdapter(model))


FILES: Mapping[str, Kind] = {
    "organisation.yaml": _kind("organisation", Organisation),
    "people.yaml": _kind("people", People),
}
"""One file each, all of them needed."""

FOLDERS: Mapping[str, Kind] = {
    "environments": _kind("environment", Environment),
    "services": _kind("service", Service),
    "stores": _kind("store", Store),
    "teams": _kind("team", Team),
}
"""One file for each thing; the file has the name of the thing."""

SCHEMAS = "schema"
"""The folder of the JSON Schemas."""

KINDS: tuple[Kind, ...] = (*FILES.values(), *FOLDERS.values())
