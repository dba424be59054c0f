"""What the layers give each other: typed, exported by one function and read by another.

A contract is a frozen dataclass of outputs. `export` writes it as stack outputs, `read` makes the same contract from a
`StackReference`, and `symbols` says what a plan answers in its place, so that no stack waits for another to be planned.
"""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.store import Store
from estate.decisions.edge import served_by_cdn
from estate.layers import StackName, all_stacks
from estate.naming import SHARED
from estate.roster.schedule_names import schedule_name, seats

# Where each kind of store listens: PostgreSQL's and Valkey's own ports; MSK's port for IAM over TLS (MSK developer guide).
STORE_PORTS: Mapping[str, int] = {"postgres": 5432, "valkey": 6379, "kafka": 9098}
ON_CALL = StackName(layer="oncall", environment=SHARED)
NAME_SERVERS = 4  # of every public zone (Route 53 developer guide, name servers of a hosted zone)


@dataclasses.dataclass(frozen=True, kw_only=True)
class NetworkContract:
    """Layer `network`."""

    vpc_id: pulumi.Output[str]
    public_subnet_ids: pulumi.Output[list[str]]
    private_subnet_ids: pulumi.Output[list[str]]
    data_subnet_ids: pulumi.Output[list[str]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class StoreContract:
    """One store of layer `data`, whatever its kind; what a kind does not have is empty text, or port 0."""

    arn: pulumi.Output[str]
    address: pulumi.Output[str]
    """Where callers find it: a host name, brokers, a URL, or the physical name."""
    port: pulumi.Output[int]
    secret_arn: pulumi.Output[str]
    """The Secrets Manager secret with the credentials."""
    security_group_id: pulumi.Output[str]
    key_arn: pulumi.Output[str]
    """The KMS key that encrypts it."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class DataContract:
    """Layer `data`."""

    key_arn: pulumi.Output[str]
    """The environment's shared KMS key."""
    stores: Mapping[str, StoreContract]


@dataclasses.dataclass(frozen=True, kw_only=True)
class ServiceContract:
    """One service of layer `services`, whatever it runs on; what a runtime does not have is empty text."""

    physical_name: pulumi.Output[str]
    """Of the ECS service, the Auto Scaling group or the function."""
    log_group_name: pulumi.Output[str]
    target_group_suffix: pulumi.Output[str]
    """As metrics name its target group; of a service with an ingress."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class ServicesContract:
    """Layer `services`."""

    cluster_name: pulumi.Output[str]
    public_load_balancer_arn: pulumi.Output[str]
    internal_load_balancer_arn: pulumi.Output[str]
    public_load_balancer_suffix: pulumi.Output[str]
    """As metrics name it."""
    internal_load_balancer_suffix: pulumi.Output[str]
    zone_id: pulumi.Output[str]
    """Of the environment's domain."""
    name_servers: pulumi.Output[Sequence[str]]
    """Of the environment's domain; the parent domain's zone must name them."""
    distribution_ids: Mapping[str, pulumi.Output[str]]
    """Of the buckets that CloudFront serves, by store."""
    services: Mapping[str, ServiceContract]


@dataclasses.dataclass(frozen=True, kw_only=True)
class PagedServiceContract:
    """One service in one environment, as PagerDuty knows it."""

    service_id: pulumi.Output[str]
    integration_key: pulumi.Output[str]
    """Secret: alerts that carry it call people."""


@dataclasses.dataclass(frozen=True, kw_only=True)
class OnCallContract:
    """Layer `oncall`, which serves all environments."""

    services: Mapping[str, PagedServiceContract]
    """By environment and name, such as `production/checkout`; of one environment, by name alone, where it is read."""
    policy_ids: Mapping[str, pulumi.Output[str]]
    """Escalation policies around the clock, by team."""
    schedule_ids: Mapping[str, pulumi.Output[str]]
    """By name (`estate.roster.schedule_names`)."""


def export(contract: NetworkContract | DataContract | ServicesContract | OnCallContract) -> None:
    """Give the contract to the layers above."""
    for field in dataclasses.fields(contract):
        value = getattr(contract, field.name)
        pulumi.export(field.name, {key: _shallow(one) for key, one in value.items()} if isinstance(value, Mapping) else value)


def read_network(environment: Environment) -> NetworkContract:
    """What the network of the environment gives."""
    network = _reference("network", environment)
    return NetworkContract(**{field.name: network.require_output(field.name) for field in dataclasses.fields(NetworkContract)})


def read_data(environment: Environment, stores: Mapping[str, Store]) -> DataContract:
    """What the data layer of the environment gives, for these stores."""
    data = _reference("data", environment)
    every = data.require_output("stores")
    return DataContract(key_arn=data.require_output("key_arn"), stores={name: _store(every, name) for name in stores})


def read_services(environment: Environment, catalog: Catalog) -> ServicesContract:
    """What the services layer of the environment gives."""
    layer = _reference("services", environment)
    every, ids = layer.require_output("services"), layer.require_output("distribution_ids")
    by_name = ("services", "distribution_ids")
    plain = {field.name: layer.require_output(field.name) for field in dataclasses.fields(ServicesContract) if field.name not in by_name}
    return ServicesContract(
        **plain,
        services={service.name: _service(every, service.name) for service in catalog.services_in(environment)},
        distribution_ids={store.name: _member(ids, store.name) for store in served_by_cdn(catalog.stores.values())},
    )


def read_on_call(environment: Environment, catalog: Catalog) -> OnCallContract:
    """Whom alerts of the environment call; its services by their names."""
    layer = _reference_to(ON_CALL)
    every, policies, schedules = (layer.require_output(field.name) for field in dataclasses.fields(OnCallContract))
    running = [service.name for service in catalog.services_in(environment)]
    return OnCallContract(
        services={name: _paged(_member(every, paged_name(environment, name))) for name in running},
        policy_ids={team: _member(policies, team) for team in _called(catalog)},
        schedule_ids={name: _member(schedules, name) for name in _schedule_names(catalog)},
    )


def paged_name(environment: Environment, service: str) -> str:
    """What a service is called among those of all environments: `production/checkout`."""
    return f"{environment.name}/{service}"


def symbols(catalog: Catalog) -> dict[str, dict[str, Any]]:
    """What a plan answers in place of each stack's outputs, by stack name: the contracts' shape, filled with symbols."""
    own = {
        str(stack): _symbols_of(stack, catalog, catalog.environments[stack.environment])
        for stack in all_stacks(tuple(catalog.environments))
        if stack.environment != SHARED
    }
    return {str(ON_CALL): _on_call_symbols(catalog), **own}


def _reference(layer: str, environment: Environment) -> pulumi.StackReference:
    return _reference_to(StackName(layer=layer, environment=environment.name))


def _reference_to(stack: StackName) -> pulumi.StackReference:
    # All stacks live in one backend: references cannot cross backends (Pulumi documentation, StackReference).
    return pulumi.StackReference(f"{pulumi.get_organization()}/{pulumi.get_project()}/{stack}")


def _store(every: pulumi.Output[Any], name: str) -> StoreContract:
    def field(key: str) -> pulumi.Output[Any]:
        return every.apply(lambda stores: stores[name][key])

    text = {one.name: field(one.name) for one in dataclasses.fields(StoreContract) if one.name != "port"}
    # References bring numbers as floats.
    return StoreContract(**text, port=field("port").apply(int))


def _member(every: pulumi.Output[Any], name: str) -> pulumi.Output[Any]:
    return every.apply(lambda one: one[name])


def _service(every: pulumi.Output[Any], name: str) -> ServiceContract:
    own = _member(every, name)
    return ServiceContract(**{one.name: _member(own, one.name) for one in dataclasses.fields(ServiceContract)})


def _paged(own: pulumi.Output[Any]) -> PagedServiceContract:
    return PagedServiceContract(**{one.name: _member(own, one.name) for one in dataclasses.fields(PagedServiceContract)})


def _called(catalog: Catalog) -> list[str]:
    return [name for name, team in catalog.teams.items() if team.on_call]


def _schedule_names(catalog: Catalog) -> list[str]:
    return [schedule_name(seat) for roster in catalog.rosters.values() for seat in seats(roster)]


def _shallow(one: StoreContract | ServiceContract | PagedServiceContract | pulumi.Output[str]) -> dict[str, Any] | pulumi.Output[str]:
    if isinstance(one, pulumi.Output):
        return one
    return {field.name: getattr(one, field.name) for field in dataclasses.fields(one)}


def _symbols_of(stack: StackName, catalog: Catalog, environment: Environment) -> dict[str, Any]:
    def symbol(path: str) -> str:
        return f"${{{stack}.{path}}}"

    if stack.layer == "network":
        lists = ("public_subnet_ids", "private_subnet_ids", "data_subnet_ids")
        zones = range(len(environment.zones))
        return {"vpc_id": symbol("vpc_id"), **{name: [symbol(f"{name}[{index}]") for index in zones] for name in lists}}
    if stack.layer == "data":
        return {"key_arn": symbol("key_arn"), "stores": {name: _store_symbols(symbol, store) for name, store in catalog.stores.items()}}
    if stack.layer == "services":
        return _services_symbols(symbol, catalog, environment)
    return {}


def _on_call_symbols(catalog: Catalog) -> dict[str, Any]:
    def symbol(path: str, key: str) -> str:
        return f"${{{ON_CALL}.{path}[{json.dumps(key)}]}}"

    fields = [field.name for field in dataclasses.fields(PagedServiceContract)]
    running = [
        paged_name(environment, one.name) for environment in catalog.environments.values() for one in catalog.services_in(environment)
    ]
    return {
        "services": {name: {field: f"{symbol('services', name)[:-1]}.{field}}}" for field in fields} for name in running},
        "policy_ids": {team: symbol("policy_ids", team) for team in _called(catalog)},
        "schedule_ids": {name: symbol("schedule_ids", name) for name in _schedule_names(catalog)},
    }


def _services_symbols(symbol: Any, catalog: Catalog, environment: Environment) -> dict[str, Any]:
    text = {field.name: symbol(field.name) for field in dataclasses.fields(ServicesContract)}
    names = [field.name for field in dataclasses.fields(ServiceContract)]
    running = [service.name for service in catalog.services_in(environment)]
    return {
        **text,
        "name_servers": [symbol(f"name_servers[{index}]") for index in range(NAME_SERVERS)],
        "distribution_ids": {
            store.name: symbol(f"distribution_ids[{json.dumps(store.name)}]") for store in served_by_cdn(catalog.stores.values())
        },
        "services": {service: {name: symbol(f"services[{json.dumps(service)}].{name}") for name in names} for service in running},
    }


def _store_symbols(symbol: Any, store: Store) -> dict[str, Any]:
    text = {field.name: symbol(f"stores[{json.dumps(store.name)}].{field.name}") for field in dataclasses.fields(StoreContract)}
    return {**text, "port": STORE_PORTS.get(store.kind, 0)}
