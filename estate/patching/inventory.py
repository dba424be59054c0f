"""What the catalog says of hosts, as variables of Ansible's groups."""

from datetime import datetime
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import Ec2Runtime, Service
from estate.catalog.words import any_of, did_you_mean
from estate.decisions.patching import owners
from estate.errors import InputError
from estate.patching.order import is_production
from estate.patching.window import freezes_ahead, opening


def environment_variables(catalog: Catalog, environment: str, now: datetime) -> dict[str, Any]:
    """What holds for every host of an environment. InputError for one that the catalog has not."""
    place = _environment(catalog, environment)
    return {
        "evidence_environment": place.name,
        "patch_production": is_production(place),
        "patch_window": opening(place.patch_window, now).as_variables(),
        "patch_freezes": freezes_ahead(catalog.freezes, place.name, now),
    }


def group_variables(catalog: Catalog, environment: str) -> dict[str, dict[str, Any]]:
    """Every patch group under Ansible's name, with who owns its hosts and how the service on them is asked whether it is well."""
    place = _environment(catalog, environment)
    services = {service.runtime.patch_group: service for service in catalog.services_in(place) if isinstance(service.runtime, Ec2Runtime)}
    return {
        group.replace("-", "_"): {"estate_patched_by": owner, **(_service_variables(services[group]) if group in services else {})}
        for group, owner in owners(catalog, place).items()
    }


def _service_variables(service: Service) -> dict[str, Any]:
    found: dict[str, Any] = {"estate_service": service.name}
    if isinstance(service.runtime, Ec2Runtime):
        found["verify_services"] = [f"{service.runtime.package}.service"]
    if service.port and service.port.protocol == "http":
        found["verify_checks"] = [{"kind": "http", "address": f"http://{{{{ ansible_host }}}}:{service.port.number}{service.port.health}"}]
    elif service.port:
        found["verify_checks"] = [{"kind": "grpc", "address": f"{{{{ ansible_host }}}}:{service.port.number}"}]
    return found


def _environment(catalog: Catalog, name: str) -> Environment:
    if name not in catalog.environments:
        hint = did_you_mean(name, catalog.environments) or f"expected {any_of(catalog.environments)}"
        raise InputError(f"{name!r} is no environment; {hint}")
    return catalog.environments[name]
