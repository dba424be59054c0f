"""Layer `services` of the reference estate, in every environment: the catalog says who may call, read and write what."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi
import pytest

from estate.catalog.environment import Environment
from estate.catalog.service import EcsRuntime, Service
from estate.decisions.access import StoreUse, grants
from estate.decisions.fargate import SIZES
from estate.graph.model import Resource, is_unknown
from estate.graph.record import record
from estate.graph.symbols import Symbols
from stacks.contracts import STORE_PORTS, read_services, symbols
from tests.components.builds import ROOT
from tests.components.lookup import all_of, one, statements
from tests.stacks.recordings import recording_of, reference_catalog

ENVIRONMENTS = ("sandbox", "dev", "staging", "production")
Rule = tuple[str, str, int]
"""Who calls whom, over which port."""


def environment(name: str) -> Environment:
    return reference_catalog().environments[name]


def services(name: str) -> dict[str, Service]:
    return {service.name: service for service in reference_catalog().services_in(environment(name))}


def resources(name: str, kind: str) -> tuple[Resource, ...]:
    return all_of(recording_of(f"services-{name}"), kind)


def group_of(name: str, thing: str) -> str:
    """The id of a security group: of a service, a load balancer, or a store of the layer below."""
    if thing in reference_catalog().stores:
        return f'${{data-{name}.stores["{thing}"].security_group_id}}'
    return f"${{ec2/securityGroup.{thing}.id}}"


def wanted(name: str) -> Iterator[Rule]:
    """Every way that the catalog asks for, worked out from the files alone."""
    running, stores = services(name), reference_catalog().stores
    for service in running.values():
        for dependency in service.depends_on:
            callee = running[dependency.service]
            if {service.runtime.kind, callee.runtime.kind} == {"ecs"}:
                yield from ((service.name, callee.name, port.number) for port in callee.ports)
            elif callee.ingress and callee.ingress.scope == "internal":
                yield service.name, "internal-load-balancer", 443
        if service.ingress and service.port:
            yield f"{service.ingress.scope}-load-balancer", service.name, service.port.number
        for use in service.uses:
            if stores[use.store].kind in STORE_PORTS:
                yield service.name, use.store, STORE_PORTS[stores[use.store].kind]


def opened(name: str, kind: str, mine: str, other: str) -> set[Rule]:
    """The rules between groups that stand in the graph, as caller, callee and port."""
    found = [rule.inputs for rule in resources(name, kind) if "referencedSecurityGroupId" in rule.inputs]
    assert all(rule["fromPort"] == rule["toPort"] for rule in found)
    return {(rule[mine], rule[other], int(rule["fromPort"])) for rule in found}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_port_is_open_to_those_who_depend_on_it_and_to_nobody_else(name: str) -> None:
    expected = {(group_of(name, caller), group_of(name, callee), port) for caller, callee, port in wanted(name)}
    into = opened(name, "vpc/securityGroupIngressRule", "referencedSecurityGroupId", "securityGroupId")
    assert into == expected
    assert opened(name, "vpc/securityGroupEgressRule", "securityGroupId", "referencedSecurityGroupId") == expected


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_only_the_public_load_balancer_is_open_to_the_world(name: str) -> None:
    world = [rule.inputs for rule in resources(name, "vpc/securityGroupIngressRule") if "cidrIpv4" in rule.inputs]
    assert {(rule["securityGroupId"], rule["cidrIpv4"], rule["fromPort"]) for rule in world} == {
        (group_of(name, "public-load-balancer"), "0.0.0.0/0", 80),
        (group_of(name, "public-load-balancer"), "0.0.0.0/0", 443),
    }


def role_of(service: Service) -> str:
    return f"{service.name}-task" if service.runtime.kind == "ecs" else service.name


def stores_in(value: Any, name: str) -> set[str]:
    """The stores whose ARN, secret or key a text names; a shared key belongs to no store."""
    text = json.dumps(value)
    marks = {store: json.dumps(f'${{data-{name}.stores["{store}"].')[1:-1] for store in reference_catalog().stores}
    return {store for store, mark in marks.items() if mark in text}


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_role_touches_only_the_stores_that_its_service_uses(name: str) -> None:
    policies = {policy.name: policy.inputs["policy"] for policy in resources(name, "iam/rolePolicy")}
    for service in services(name).values():
        used = {use.store for use in service.uses if reference_catalog().stores[use.store].kind != "valkey"}
        assert stores_in(json.loads(policies.get(role_of(service), "{}")), name) == used, service.name


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_role_does_no_more_to_a_store_than_the_catalog_says(name: str) -> None:
    policies = {policy.name: policy.inputs["policy"] for policy in resources(name, "iam/rolePolicy")}
    for service in services(name).values():
        for use in service.uses:
            store = reference_catalog().stores[use.store]
            meant = StoreUse(store=store.name, kind=store.kind, access=use.access, service=service.name, topic=use.topic)
            allowed = {action for grant in grants(meant) for action in grant.actions}
            given = {
                action
                for statement in statements(policies.get(role_of(service), '{"Statement": []}'))
                if stores_in(statement, name) == {store.name}
                for action in statement["Action"]
            }
            assert given == allowed, (service.name, store.name)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_only_ecs_reads_a_database_secret_for_the_start_of_those_who_use_it(name: str) -> None:
    readers = {
        policy.name
        for policy in resources(name, "iam/rolePolicy")
        if policy.name.endswith("-start") and stores_in(json.loads(policy.inputs["policy"]), name)
    }
    assert readers == {f"{service.name}-start" for service in services(name).values() if _has_secret(service)}


def _has_secret(service: Service) -> bool:
    return service.runtime.kind == "ecs" and any(reference_catalog().stores[use.store].kind == "postgres" for use in service.uses)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_rollout_of_containers_goes_back_by_itself(name: str) -> None:
    breakers = {service.name: service.inputs["deploymentCircuitBreaker"] for service in resources(name, "ecs/service")}
    assert set(breakers) == {service.name for service in services(name).values() if service.runtime.kind == "ecs"}
    assert all(breaker == {"enable": True, "rollback": True} for breaker in breakers.values())


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_rollout_of_hosts_keeps_the_old_ones_until_the_new_ones_are_well(name: str) -> None:
    fleets = {fleet.name: fleet.inputs["instanceRefresh"]["preferences"] for fleet in resources(name, "autoscaling/group")}
    assert set(fleets) == {service.name for service in services(name).values() if service.runtime.kind == "ec2"}
    assert all(preferences["minHealthyPercentage"] == 100 for preferences in fleets.values())


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_rollout_of_hosts_goes_back_by_itself_from_an_image_that_the_environment_pins(name: str) -> None:
    # Auto Scaling API reference, RollbackInstanceRefresh: not where a parameter names the image.
    fleets = {fleet.name: fleet.inputs["instanceRefresh"]["preferences"]["autoRollback"] for fleet in resources(name, "autoscaling/group")}
    images = {template.name: template.inputs["imageId"] for template in resources(name, "ec2/launchTemplate")}
    hosts = [service.name for service in services(name).values() if service.runtime.kind == "ec2"]
    assert fleets == dict.fromkeys(hosts, True)
    assert images == dict.fromkeys(hosts, environment(name).machine_images["debian-12-arm64"])


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_what_runs_is_the_version_that_the_environment_says(name: str) -> None:
    containers = {
        task.name: container["image"]
        for task in resources(name, "ecs/taskDefinition")
        for container in json.loads(task.inputs["containerDefinitions"])
        if container["name"] == task.name
    }
    functions = {function.name: function.inputs["imageUri"] for function in resources(name, "lambda/function")}
    assert {**containers, **functions} == {
        service: f"${{ecr/repository.{service}.repositoryUrl}}:{version}" for service, version in environment(name).versions.items()
    }


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_both_load_balancers_wait_for_an_issued_certificate(name: str) -> None:
    issued = {validation.urn for validation in resources(name, "acm/certificateValidation")}
    https = [listener for listener in resources(name, "lb/listener") if listener.inputs["port"] == 443]
    assert len(https) == 2
    assert all(issued & set(listener.depends_on) for listener in https)


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_service_starts_once_its_load_balancer_sends_to_it(name: str) -> None:
    # ECS API reference, CreateService: the target group must belong to a load balancer.
    rules = {rule.name: rule.urn for rule in resources(name, "lb/listenerRule")}
    behind = {service.name: service for service in resources(name, "ecs/service") if service.inputs.get("loadBalancers")}
    assert set(behind) == {service.name for service in services(name).values() if service.ingress and service.runtime.kind == "ecs"}
    assert all(rules[service] in resource.depends_on for service, resource in behind.items())


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_task_is_of_a_size_that_fargate_sells_and_holds_its_containers(name: str) -> None:
    for task in resources(name, "ecs/taskDefinition"):
        cpu, memory = int(task.inputs["cpu"]), int(task.inputs["memory"])
        assert memory in SIZES[cpu], task.name
        assert sum(container["memory"] for container in json.loads(task.inputs["containerDefinitions"])) <= memory, task.name
        runtime = services(name)[task.name].runtime
        assert isinstance(runtime, EcsRuntime)
        assert cpu >= runtime.cpu


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_no_environment_runs_more_copies_than_it_allows(name: str) -> None:
    most = {target.name: target.inputs["maxCapacity"] for target in resources(name, "appautoscaling/target")}
    most |= {fleet.name: fleet.inputs["maxSize"] for fleet in resources(name, "autoscaling/group")}
    for service, copies in most.items():
        limit = environment(name).sizes[services(name)[service].tier].replica_limit
        assert limit is None or copies <= limit, service


def test_production_never_runs_a_first_tier_service_alone() -> None:
    alone = {
        target.name
        for target in resources("production", "appautoscaling/target")
        if services("production")[target.name].tier == 1 and target.inputs["minCapacity"] < 2
    }
    assert not alone


def test_what_holds_addresses_or_logs_is_protected_in_production_and_only_there() -> None:
    for kind in ("lb/loadBalancer", "route53/zone", "cloudfront/distribution", "s3/bucket"):
        guarded = {resource.name for resource in resources("production", kind) if resource.protect}
        assert guarded == {
            resource.name for resource in resources("production", kind) if resource.name != "internal" or kind != "route53/zone"
        }
        assert not any(resource.protect for resource in resources("dev", kind))


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_a_service_is_told_its_callees_and_its_stores(name: str) -> None:
    task = next(task for task in resources(name, "ecs/taskDefinition") if task.name == "accounting")
    container = next(one for one in json.loads(task.inputs["containerDefinitions"]) if one["name"] == "accounting")
    told = {variable["name"]: variable["value"] for variable in container["environment"]}
    database = f'${{data-{name}.stores["astronomy-db"].address}}'
    assert told["ASTRONOMY_DB_ADDR"] == f"{database}:5432"
    assert told["ORDER_STREAM_TOPIC"] == "orders"
    assert container["secrets"] == [{"name": "ASTRONOMY_DB_SECRET", "valueFrom": database.replace("address", "secret_arn")}]


def test_each_image_has_one_repository() -> None:
    images = {service.runtime.image for service in services("dev").values() if service.runtime.kind in ("ecs", "lambda")}
    assert {repository.name for repository in resources("dev", "ecr/repository")} == images


def test_the_pictures_are_served_by_the_cdn_from_the_bucket_of_the_layer_below() -> None:
    (origin,) = one(recording_of("services-dev"), "cloudfront/distribution").inputs["origins"]
    assert origin["domainName"] == '${data-dev.stores["product-images"].address}.s3.eu-central-1.amazonaws.com'


def test_what_later_layers_read_is_exported_for_every_service() -> None:
    exported = recording_of("services-production").outputs["services"]
    assert set(exported) == set(services("production"))
    assert exported["checkout"]["log_group_name"] == "shop/production/checkout"
    assert exported["frontend-proxy"]["target_group_suffix"] == "${lb/targetGroup.frontend-proxy.arnSuffix}"
    assert exported["load-generator"]["log_group_name"] == ""


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_what_the_layer_exports_is_what_plans_answer_for_it(name: str) -> None:
    exported, answered = recording_of(f"services-{name}").outputs, symbols(reference_catalog())[f"services-{name}"]
    assert keys(exported) == keys(answered) | {("name_servers",)}


def keys(value: Any, path: tuple[str, ...] = ()) -> set[tuple[str, ...]]:
    """The paths of all leaves."""
    if not isinstance(value, Mapping) or is_unknown(value):
        return {path}
    return {leaf for key, member in value.items() for leaf in keys(member, (*path, key))}


def test_a_later_layer_reads_what_this_one_exports() -> None:
    catalog, dev = reference_catalog(), environment("dev")

    def later() -> None:
        read = read_services(dev, catalog)
        pulumi.export("log", read.services["checkout"].log_group_name)
        pulumi.export("cdn", read.distribution_ids["product-images"])
        pulumi.export("servers", read.name_servers)

    outputs = record(later, stack="observability-dev", answers=Symbols(symbols(catalog)), root=ROOT).outputs
    assert outputs["log"] == '${services-dev.services["checkout"].log_group_name}'
    assert outputs["cdn"] == '${services-dev.distribution_ids["product-images"]}'
    assert len(outputs["servers"]) == 4  # Route 53 developer guide: every public zone has four


@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_every_log_group_has_a_key_of_its_own_region(name: str) -> None:
    # CloudWatch Logs user guide, encrypting log data: the key is of the group's region. Route 53 and the CDN's filter write to us-east-1.
    groups = resources(name, "cloudwatch/logGroup")
    abroad = {group.inputs["kmsKeyId"] for group in groups if group.inputs["region"] == "us-east-1"}
    at_home = {group.inputs["kmsKeyId"] for group in groups if group.inputs["region"] == environment(name).region}
    assert abroad == {"${kms/key.edge.arn}"}
    assert at_home == {f"${{data-{name}.key_arn}}"}
    key = one(recording_of(f"services-{name}"), "kms/key")
    assert key.inputs["region"] == "us-east-1"
    assert '"logs.us-east-1.amazonaws.com"' in key.inputs["policy"]
