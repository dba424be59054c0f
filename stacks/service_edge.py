"""The edge of layer `services`: domains, certificates, load balancers, their filter, and the CDN."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.certificate import Certificate, CertificateArgs
from components.aws.distribution import BucketOrigin, Distribution, DistributionArgs
from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs, used_by_logs
from components.aws.entrance import Door, Entrance, EntranceArgs
from components.aws.hosted_zone import HostedZone, HostedZoneArgs
from components.aws.load_balancer import LoadBalancer, LoadBalancerArgs
from components.aws.log_group import LogSettings
from components.aws.private_bucket import bucket_name
from components.aws.private_zone import PrivateZone, PrivateZoneArgs
from components.aws.web_acl import WebAcl, WebAclArgs
from estate.catalog.service import Ingress, Service, ServicePort
from estate.catalog.store import Bucket
from estate.decisions.edge import (
    CDN_REGION,
    REQUESTS_PER_ADDRESS,
    cdn_host,
    health_check,
    host_name,
    internal_domain,
    priorities,
    served_by_cdn,
)
from estate.decisions.recovery import copy_name, recovery_of
from estate.decisions.wiring import LoadBalancer as Side
from estate.naming import in_region
from stacks.service_site import Site


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One of the two load balancers, with the domain of its hosts."""

    balancer: LoadBalancer
    zone_id: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Both load balancers, the public zone, and how logs are kept that AWS writes in the CDN's region."""

    zone: HostedZone
    logs_abroad: LogSettings
    gates: Mapping[Side, Gate]


def build_edge(site: Site, groups: Mapping[Side, pulumi.Output[str]]) -> Edge:
    """The ways in; `groups` are the load balancers' security groups."""
    logs = _logs_abroad(site)
    zone = _zone(site, logs)
    inside = PrivateZone(
        "internal", PrivateZoneArgs(scope=site.platform, domain=internal_domain(site.environment), vpc_id=site.network.vpc_id), site.opts
    )
    public = _balancer(site, "public", zone, groups["public"])
    gates: Mapping[Side, Gate] = {
        "public": Gate(balancer=public, zone_id=zone.zone_id),
        "internal": Gate(balancer=_balancer(site, "internal", zone, groups["internal"]), zone_id=inside.zone_id),
    }
    _filter(site, public)
    return Edge(zone=zone, logs_abroad=logs, gates=gates)


def build_entrances(site: Site, edge: Edge) -> dict[str, Entrance]:
    """A host name for each service with an ingress, by service."""
    inward = [(service, service.ingress, service.port) for service in site.services.values() if service.ingress and service.port]
    places = priorities(service.name for service, _, _ in inward)
    return {
        service.name: _entrance(site, edge.gates[ingress.scope], service, ingress, port, places[service.name])
        for service, ingress, port in inward
    }


def build_distributions(site: Site, edge: Edge) -> dict[str, Distribution]:
    """A distribution for each bucket that everybody may read, behind one filter."""
    stores = served_by_cdn(site.catalog.stores.values())
    if not stores:
        return {}
    filtered = WebAcl(
        "cdn",
        WebAclArgs(
            scope=in_region(site.platform, CDN_REGION),
            reach="CLOUDFRONT",
            requests_per_address=REQUESTS_PER_ADDRESS,
            guarded={},
            logs=edge.logs_abroad,
        ),
        site.opts,
    )
    return {store.name: _distribution(site, store, edge.zone, filtered) for store in stores}


def _logs_abroad(site: Site) -> LogSettings:
    """What Route 53 and the filter of the CDN write stands in their region, where the environment's key is not."""
    abroad = in_region(site.platform, CDN_REGION)
    key = EncryptionKey(
        "edge",
        EncryptionKeyArgs(
            scope=abroad,
            description=f"Logs of the edge of {site.environment.name}",
            uses=(used_by_logs(abroad),),
            protect=site.environment.deletion_protection,
            region=CDN_REGION,
        ),
        site.opts,
    )
    return LogSettings(retention_days=site.environment.log_retention_days, key_arn=key.arn)


def _zone(site: Site, logs: LogSettings) -> HostedZone:
    args = HostedZoneArgs(
        scope=site.platform,
        domain=site.environment.domain,
        log_scope=in_region(site.platform, CDN_REGION),
        logs=logs,
        protect=site.environment.deletion_protection,
    )
    return HostedZone("public", args, site.opts)


def _balancer(site: Site, side: Side, zone: HostedZone, group_id: pulumi.Output[str]) -> LoadBalancer:
    environment = site.environment
    is_public = side == "public"
    domain = environment.domain if is_public else internal_domain(environment)
    certificate = Certificate(side, CertificateArgs(scope=site.platform, domains=(f"*.{domain}",), zone_id=zone.zone_id), site.opts)
    args = LoadBalancerArgs(
        scope=site.platform,
        is_public=is_public,
        subnet_ids=site.network.public_subnet_ids if is_public else site.network.private_subnet_ids,
        security_group_id=group_id,
        certificate_arn=certificate.arn,
        log_retention=timedelta(days=environment.log_retention_days),
        deletion_protection=environment.deletion_protection,
    )
    return LoadBalancer(side, args, site.opts)


def _filter(site: Site, public: LoadBalancer) -> WebAcl:
    args = WebAclArgs(
        scope=site.platform,
        reach="REGIONAL",
        requests_per_address=REQUESTS_PER_ADDRESS,
        guarded={"load-balancer": public.arn},
        logs=site.logs,
    )
    return WebAcl("public", args, site.opts)


def _entrance(site: Site, gate: Gate, service: Service, ingress: Ingress, port: ServicePort, priority: int) -> Entrance:
    balancer = gate.balancer
    args = EntranceArgs(
        scope=site.scope(service),
        door=Door(listener_arn=balancer.listener_arn, dns_name=balancer.dns_name, zone_id=balancer.zone_id),
        host=host_name(site.environment, ingress),
        zone_id=gate.zone_id,
        priority=priority,
        vpc_id=site.network.vpc_id,
        port=port,
        check=health_check(port),
        target_type="instance" if service.runtime.kind == "ec2" else "ip",
    )
    return Entrance(service.name, args, site.opts)


def _distribution(site: Site, store: Bucket, zone: HostedZone, filtered: WebAcl) -> Distribution:
    scope, host = site.scope(store), cdn_host(site.environment, store)
    abroad = in_region(scope, CDN_REGION)
    certificate = Certificate(store.name, CertificateArgs(scope=abroad, domains=(host,), zone_id=zone.zone_id), site.opts)
    args = DistributionArgs(
        scope=scope,
        log_scope=abroad,
        bucket=site.data.stores[store.name].address,
        host=host,
        zone_id=zone.zone_id,
        certificate_arn=certificate.arn,
        web_acl_arn=filtered.arn,
        log_retention=timedelta(days=site.environment.log_retention_days),
        protect=site.environment.deletion_protection,
        log_key_arn=site.data.key_arn,
        copy=_copy(site, store),
    )
    return Distribution(store.name, args, site.opts)


def _copy(site: Site, store: Bucket) -> BucketOrigin | None:
    recovery = recovery_of(site.catalog, site.environment)
    if recovery is None or store.name not in recovery.buckets:
        return None
    return BucketOrigin(bucket=bucket_name(site.scope(store), copy_name(store.name)), region=recovery.region)
