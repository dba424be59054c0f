"""What the catalog says of hosts, as variables of Ansible's groups."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import Ec2Runtime, Service
from estate.catalog.words import any_of, did_you_mean
from estate.decisions.patching import owners
from estate.errors import InputError
from estate.naming import scope_of, scope_of_platform
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
        group.replace("-", "_"): {"estate_patched_by": owner, **_variables(catalog, place, group, services.get(group))}
        for group, owner in owners(catalog, place).items()
    }


def _variables(catalog: Catalog, place: Environment, group: str, service: Service | None) -> dict[str, Any]:
    tags = _host_tags(catalog, place, group, service)
    if service is None:
        return {"agent_tags": tags}
    drain = _drain_variables(tags, place) if service.ingress else {}
    return {"agent_tags": tags, **drain, **_service_variables(service)}


def _host_tags(catalog: Catalog, place: Environment, group: str, service: Service | None) -> dict[str, str]:
    """The tags of the resources around a host; `env` is what Datadog calls an environment (docs: unified service tagging)."""
    organisation = catalog.organisation
    if service:
        scope = scope_of(organisation=organisation, environment=place, team=catalog.teams[service.owner], thing=service)
    else:
        team = catalog.teams[organisation.platform_team]
        scope = scope_of_platform(organisation=organisation, environment=place, team=team, what=group)
    return {**scope.tags, "env": place.name}


def _drain_variables(tags: Mapping[str, str], place: Environment) -> dict[str, Any]:
    """The target group of a service's entrance has the service's tags (components/aws/entrance.py), and no other has them."""
    named = {key: tags[key] for key in ("organisation", "environment", "service")}
    return {"drain_balancer": "target_group", "drain_target_group": {"region": place.region, "tags": named}}


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
