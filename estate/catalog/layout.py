"""Which file of the catalog holds what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from estate.catalog.environment import Environment
from estate.catalog.maintenance import Maintenance
from estate.catalog.organisation import Organisation
from estate.catalog.prices import PriceBook
from estate.catalog.remediation import Remediation
from estate.catalog.roster import Roster
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.team import People, Team
from estate.catalog.usage import Usage
from estate.catalog.waiver import Waivers


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
    "maintenance.yaml": _kind("maintenance", Maintenance),
    "remediation.yaml": _kind("remediation", Remediation),
    "prices.yaml": _kind("prices", PriceBook),
    "usage.yaml": _kind("usage", Usage),
    "waivers.yaml": _kind("waivers", Waivers),
}
"""One file each."""

NEEDED = frozenset({"organisation.yaml", "people.yaml"})
"""Without these there is no catalog."""

FOLDERS: Mapping[str, Kind] = {
    "environments": _kind("environment", Environment),
    "rosters": _kind("roster", Roster),
    "services": _kind("service", Service),
    "stores": _kind("store", Store),
    "teams": _kind("team", Team),
}
"""One file for each thing; the file has the name of the thing."""

LOCK_ENDING = ".lock.yaml"
"""Of a file beside a roster that is solved, not written."""

PUBLISHED_ENDING = ".published.yaml"
"""Of a file beside a roster that says what was made at vendors."""

ALERT_TESTS_ENDING = ".alerts.yaml"
"""Of a file beside a service that says what of it must tell whom."""

BESIDE: Mapping[str, tuple[str, ...]] = {"rosters": (LOCK_ENDING, PUBLISHED_ENDING), "services": (ALERT_TESTS_ENDING,)}
"""Folder -> endings of files that stand beside its things, and are none of them."""

SCHEMAS = "schema"
"""The folder of the JSON Schemas."""

KINDS: tuple[Kind, ...] = (*FILES.values(), *FOLDERS.values())
