"""Who may call whom in layer `services`: a security group for each thing, and the ports that are open between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.aws.passage import Passage, PassageArgs
from components.aws.security_group import SecurityGroup, SecurityGroupArgs
from estate.catalog.service import Service
from estate.decisions.edge import HTTPS
from estate.decisions.wiring import IN_NETWORK, passages
from estate.decisions.wiring import LoadBalancer as Side
from estate.naming import Scope
from stacks.contracts import STORE_PORTS
from stacks.service_site import Site

SIDES: tuple[Side, ...] = ("public", "internal")


@dataclass(frozen=True, kw_only=True)
class Groups:
    """The ids of the security groups."""

    services: Mapping[str, pulumi.Output[str]]
    load_balancers: Mapping[Side, pulumi.Output[str]]


def build_groups(site: Site) -> Groups:
    """A group for each service and load balancer; they come first, since services may call each other in a circle."""
    return Groups(
        services={service.name: _group(site, service.name, site.scope(service), calls_out=True) for service in site.services.values()},
        load_balancers={side: _group(site, f"{side}-load-balancer", site.platform, calls_out=False) for side in SIDES},
    )


def build_passages(site: Site, groups: Groups) -> None:
    """The ports that the catalog's dependencies, ingresses and uses need, and no other."""
    for way in passages(site.routes):
        scope = site.scope(site.services[way.callee])
        _open(site, scope, (way.caller, groups.services[way.caller]), (way.callee, groups.services[way.callee]), way.port)
    for route in site.routes:
        if route.via == "internal":
            balancer = ("internal-load-balancer", groups.load_balancers["internal"])
            _open(site, site.platform, (route.caller, groups.services[route.caller]), balancer, HTTPS)
    for service in site.services.values():
        _open_to_load_balancer(site, groups, service)
        _open_stores(site, groups, service)


def _group(site: Site, name: str, scope: Scope, *, calls_out: bool) -> pulumi.Output[str]:
    args = SecurityGroupArgs(scope=scope, vpc_id=site.network.vpc_id, calls_out=calls_out)
    return SecurityGroup(name, args, site.opts).group_id


def _open_to_load_balancer(site: Site, groups: Groups, service: Service) -> None:
    if service.ingress and service.port:
        side = service.ingress.scope
        balancer = (f"{side}-load-balancer", groups.load_balancers[side])
        _open(site, site.scope(service), balancer, (service.name, groups.services[service.name]), service.port.number)


def _open_stores(site: Site, groups: Groups, service: Service) -> None:
    used = sorted({use.store for use in service.uses if site.catalog.stores[use.store].kind in IN_NETWORK})
    for name in used:
        port = STORE_PORTS[site.catalog.stores[name].kind]
        group = site.data.stores[name].security_group_id
        _open(site, site.scope(service), (service.name, groups.services[service.name]), (name, group), port)


def _open(site: Site, scope: Scope, caller: tuple[str, pulumi.Output[str]], callee: tuple[str, pulumi.Output[str]], port: int) -> None:
    name = f"{caller[0]}-to-{callee[0]}-{port}"
    args = PassageArgs(
        scope=scope, caller_group_id=caller[1], callee_group_id=callee[1], port=port, description=f"{caller[0]} calls {callee[0]}"
    )
    Passage(name, args, site.opts)
