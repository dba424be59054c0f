"""Layer `services`: everything that runs in an environment, and the ways in to it."""

from collections.abc import Mapping

from components.aws.cluster import Cluster, ClusterArgs
from components.aws.distribution import Distribution
from components.aws.image_repository import ImageRepository, ImageRepositoryArgs
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import EcsRuntime, LambdaRuntime, Service
from estate.decisions.edge import check_hosts
from estate.decisions.wiring import routes
from estate.naming import scope_of_platform
from stacks.contracts import ServiceContract, ServicesContract, export, read_data, read_network
from stacks.provider import pinned
from stacks.service_alarms import build_alarms
from stacks.service_edge import Edge, build_distributions, build_edge, build_entrances
from stacks.service_passages import build_groups, build_passages
from stacks.service_patching import build_patching
from stacks.service_runtimes import Ground, build_runtime
from stacks.service_site import Site


def build(catalog: Catalog, environment: Environment | None) -> None:
    """Every service that the environment accepts, and what the layers above need to watch it."""
    if environment is None:
        raise ValueError("layer services belongs to an environment; expected a stack such as services-dev")
    site = _site(catalog, environment)
    groups = build_groups(site)
    edge = build_edge(site, groups.load_balancers)
    entrances = build_entrances(site, edge)
    ground = Ground(
        cluster=Cluster("services", ClusterArgs(scope=site.platform, logs=site.logs), site.opts),
        repositories=_repositories(site),
        groups=groups.services,
        entrances=entrances,
        alarms=build_alarms(site, edge, entrances),
    )
    build_passages(site, groups)
    built = {service.name: build_runtime(site, ground, service) for service in site.services.values()}
    distributions = build_distributions(site, edge)
    build_patching(site)
    export(_contract(ground, edge, distributions, built))


def _site(catalog: Catalog, environment: Environment) -> Site:
    organisation = catalog.organisation
    services = {service.name: service for service in catalog.services_in(environment)}
    check_hosts(environment, services.values(), catalog.stores.values())
    team = catalog.teams[organisation.platform_team]
    platform = scope_of_platform(organisation=organisation, environment=environment, team=team, what="services")
    opts = pinned(platform)
    return Site(
        catalog=catalog,
        environment=environment,
        services=services,
        routes=routes(services),
        network=read_network(environment),
        data=read_data(environment, catalog.stores),
        platform=platform,
        opts=opts,
    )


def _repositories(site: Site) -> dict[str, ImageRepository]:
    """One for each image, in the name of the first service that runs it."""
    owners: dict[str, Service] = {}
    for service in site.services.values():
        if isinstance(service.runtime, EcsRuntime | LambdaRuntime):
            owners.setdefault(service.runtime.image, service)
    return {image: _repository(site, image, owner) for image, owner in owners.items()}


def _repository(site: Site, image: str, owner: Service) -> ImageRepository:
    disposable = not site.environment.deletion_protection
    args = ImageRepositoryArgs(scope=site.scope(owner), key_arn=site.data.key_arn, force_delete=disposable)
    return ImageRepository(image, args, site.opts)


def _contract(
    ground: Ground, edge: Edge, distributions: Mapping[str, Distribution], services: Mapping[str, ServiceContract]
) -> ServicesContract:
    public, internal = edge.gates["public"].balancer, edge.gates["internal"].balancer
    return ServicesContract(
        cluster_name=ground.cluster.cluster_name,
        public_load_balancer_arn=public.arn,
        internal_load_balancer_arn=internal.arn,
        public_load_balancer_suffix=public.arn_suffix,
        internal_load_balancer_suffix=internal.arn_suffix,
        zone_id=edge.zone.zone_id,
        name_servers=edge.zone.name_servers,
        distribution_ids={name: distribution.distribution_id for name, distribution in distributions.items()},
        services=services,
    )
