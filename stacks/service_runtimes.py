"""What runs in layer `services`: containers, hosts and functions, each from its file in the catalog."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.aws.cluster import Cluster
from components.aws.ecs_service import EcsService, EcsServiceArgs, Place, Rights
from components.aws.entrance import Entrance
from components.aws.fleet import Fleet, FleetArgs, Host
from components.aws.function import Function, FunctionArgs, FunctionNetwork
from components.aws.image_repository import ImageRepository
from components.aws.rollback_alarms import RollbackAlarms
from components.aws.task_containers import ServiceContainer
from estate.catalog.service import Ec2Runtime, EcsRuntime, EksRuntime, LambdaRuntime, Service
from estate.decisions import telemetry
from estate.decisions.fargate import PROXY_MEMORY, task_size
from estate.decisions.fleet import boot_script
from estate.decisions.health import container_check
from estate.decisions.release import image_reference
from estate.decisions.scaling import replica_range
from estate.decisions.wiring import IN_NETWORK, store_secrets
from estate.errors import InputError
from stacks.contracts import ServiceContract
from stacks.service_site import Site


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the services of an environment stand on."""

    cluster: Cluster
    repositories: Mapping[str, ImageRepository]
    """By image."""
    groups: Mapping[str, pulumi.Output[str]]
    """The security group of each service."""
    entrances: Mapping[str, Entrance]
    alarms: Mapping[str, RollbackAlarms]
    """On which releases go back, by service."""

    def target_group(self, service: Service) -> pulumi.Output[str] | None:
        """Of a service with an ingress."""
        entrance = self.entrances.get(service.name)
        return entrance.target_group_arn if entrance else None

    def rollback_alarms(self, service: Service) -> pulumi.Output[list[str]] | None:
        """Their names, where AWS measures what the service promises."""
        alarms = self.alarms.get(service.name)
        return alarms.names if alarms else None


def build_runtime(site: Site, ground: Ground, service: Service) -> ServiceContract:
    """The service, on what its file says. InputError for a runtime that no component makes."""
    match service.runtime:
        case EcsRuntime() as runtime:
            return _container(site, ground, service, runtime)
        case Ec2Runtime() as runtime:
            return _fleet(site, ground, service, runtime)
        case LambdaRuntime() as runtime:
            return _function(site, ground, service, runtime)
        case EksRuntime():
            raise InputError(f"services/{service.name}.yaml: no component runs 'eks'; expected runtime.kind ecs, ec2 or lambda")


def _container(site: Site, ground: Ground, service: Service, runtime: EcsRuntime) -> ServiceContract:
    side_cars = telemetry.COLLECTOR_MEMORY + PROXY_MEMORY
    repository = ground.repositories[runtime.image]
    container = ServiceContainer(
        name=service.name,
        image=_image(site, service, repository),
        memory=runtime.memory,
        ports=service.ports,
        check=container_check(service.port),
        variables={**site.variables(service), **runtime.variables},
        secrets=_secrets(site, service),
    )
    args = EcsServiceArgs(
        scope=site.scope(service),
        place=_place(site, ground, service),
        container=container,
        size=task_size(cpu=runtime.cpu, memory=runtime.memory, side_cars=side_cars),
        replicas=replica_range(runtime.replicas, site.size(service).replica_limit),
        # The task reads its secret again when it rotates; ECS reads it to start the task.
        rights=Rights(own=site.statements(service), at_start=site.statements(service, "postgres"), repository_arn=repository.arn),
        logs=site.logs,
        target_group_arn=ground.target_group(service),
        rollback_alarms=ground.rollback_alarms(service),
    )
    made = EcsService(service.name, args, site.opts)
    return _contract(ground, service, made.service_name, made.log_group_name)


def _fleet(site: Site, ground: Ground, service: Service, runtime: Ec2Runtime) -> ServiceContract:
    host = Host(
        image_id=site.environment.machine_images[runtime.machine_image],
        instance_type=site.size(service).host,
        disk_gib=runtime.disk_gib,
        user_data=_user_data(site, service, runtime),
        patch_group=runtime.patch_group,
    )
    args = FleetArgs(
        scope=site.scope(service),
        host=host,
        replicas=replica_range(runtime.replicas, site.size(service).replica_limit),
        subnet_ids=site.network.private_subnet_ids,
        security_group_id=ground.groups[service.name],
        target_group_arn=ground.target_group(service),
        rollback_alarms=ground.rollback_alarms(service),
        statements=site.statements(service),
    )
    return _contract(ground, service, Fleet(service.name, args, site.opts).group_name)


def _function(site: Site, ground: Ground, service: Service, runtime: LambdaRuntime) -> ServiceContract:
    args = FunctionArgs(
        scope=site.scope(service),
        image=_image(site, service, ground.repositories[runtime.image]),
        memory=runtime.memory,
        timeout=runtime.timeout,
        concurrency=runtime.concurrency,
        schedule=runtime.schedule,
        variables={**site.variables(service), **runtime.variables},
        statements=site.statements(service),
        network=_function_network(site, ground, service),
        logs=site.logs,
        key_arn=site.data.key_arn,
    )
    made = Function(service.name, args, site.opts)
    return _contract(ground, service, made.function_name, made.log_group_name)


def _place(site: Site, ground: Ground, service: Service) -> Place:
    return Place(
        cluster_arn=ground.cluster.arn,
        cluster_name=ground.cluster.cluster_name,
        namespace_arn=ground.cluster.namespace_arn,
        subnet_ids=site.network.private_subnet_ids,
        security_group_id=ground.groups[service.name],
    )


def _function_network(site: Site, ground: Ground, service: Service) -> FunctionNetwork | None:
    """A function stands in the network only for stores that do: outside, it starts sooner."""
    if not any(site.catalog.stores[use.store].kind in IN_NETWORK for use in service.uses):
        return None
    return FunctionNetwork(subnet_ids=site.network.private_subnet_ids, security_group_ids=(ground.groups[service.name],))


def _image(site: Site, service: Service, repository: ImageRepository) -> pulumi.Output[str]:
    version = site.environment.versions[service.name]
    return repository.url.apply(lambda url: image_reference(url, version))


def _secrets(site: Site, service: Service) -> dict[str, pulumi.Input[str]]:
    uses = [site.store(use) for use in service.uses]
    return {name: found.secret_arn for store, found in uses for name in store_secrets(store)}


def _user_data(site: Site, service: Service, runtime: Ec2Runtime) -> pulumi.Output[str]:
    def script(variables: Mapping[str, str]) -> str:
        text = boot_script(package=runtime.package, region=site.environment.region, variables=variables)
        return base64.b64encode(text.encode()).decode()

    return pulumi.Output.all(**site.variables(service)).apply(script)


def _contract(
    ground: Ground, service: Service, physical_name: pulumi.Output[str], log_group_name: pulumi.Input[str] = ""
) -> ServiceContract:
    entrance = ground.entrances.get(service.name)
    return ServiceContract(
        physical_name=physical_name,
        log_group_name=pulumi.Output.from_input(log_group_name),
        target_group_suffix=entrance.target_group_suffix if entrance else pulumi.Output.from_input(""),
    )
