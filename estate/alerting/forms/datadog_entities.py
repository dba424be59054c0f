"""Services and stores as Datadog's software catalog has them (docs: internal_developer_portal, entity model, version 3)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from estate.alerting.forms.addresses import Addresses
from estate.catalog.catalog import Catalog
from estate.catalog.service import Service
from estate.catalog.store import Store


@dataclass(frozen=True, kw_only=True)
class EntityForm:
    """One entity."""

    key: str
    """`service.checkout`."""
    text: str
    """JSON, which is YAML as well."""


def entity_forms(catalog: Catalog, addresses: Addresses) -> Iterator[EntityForm]:
    """Every service and every store, whatever environments they run in."""
    for service in catalog.services.values():
        yield _form("service", service.name, _entity("service", service, _service(service), addresses))
    for store in catalog.stores.values():
        yield _form("datastore", store.name, _entity("datastore", store, {"type": store.kind, "tier": str(store.tier)}, addresses))


def _form(kind: str, name: str, entity: Mapping[str, Any]) -> EntityForm:
    return EntityForm(key=f"{kind}.{name}", text=json.dumps(entity, indent=2))


def _entity(kind: str, thing: Service | Store, spec: Mapping[str, Any], addresses: Addresses) -> dict[str, Any]:
    folder = "services" if kind == "service" else "stores"
    source = {
        "name": "Definition",
        "type": "repo",
        "provider": "github",
        "url": f"{addresses.repository}/catalog/{folder}/{thing.name}.yaml",
    }
    runbook = thing.runbook if isinstance(thing, Service) else None
    links = [{"name": "Runbook", "type": "runbook", "url": f"{addresses.repository}/{runbook}"}] if runbook else []
    return {
        "apiVersion": "v3",
        "kind": kind,
        "metadata": {
            "name": thing.name,
            "owner": thing.owner,
            "description": thing.description,
            "tags": [f"team:{thing.owner}", f"tier:{thing.tier}"],
            "links": [*links, source],
            "contacts": [{"name": thing.owner, "type": "email", "contact": addresses.emails[thing.owner]}],
        },
        "spec": spec,
    }


def _service(service: Service) -> dict[str, Any]:
    needs = [f"service:{one.service}" for one in service.depends_on]
    stores = dict.fromkeys(f"datastore:{use.store}" for use in service.uses)
    return {"lifecycle": service.maturity, "tier": str(service.tier), "languages": [service.language], "dependsOn": [*needs, *stores]}
