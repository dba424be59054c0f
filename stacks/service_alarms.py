"""The alarms on which releases of layer `services` go back, from the same objectives that call people elsewhere."""

from collections.abc import Mapping

import pulumi

from components.aws.entrance import Entrance
from components.aws.rollback_alarms import RollbackAlarms, RollbackAlarmsArgs
from estate.alerting.rollback import LOAD_BALANCER, TARGET_GROUP, rollback_alarms
from estate.alerting.slos import slos
from estate.catalog.service import Service
from stacks.service_edge import Edge
from stacks.service_site import Site


def build_alarms(site: Site, edge: Edge, entrances: Mapping[str, Entrance]) -> dict[str, RollbackAlarms]:
    """By service; what AWS does not measure has none."""
    specs = rollback_alarms(site.catalog, site.environment, slos(site.catalog, site.environment))
    made: dict[str, RollbackAlarms] = {}
    for name, alarms in specs.items():
        service = site.services[name]
        args = RollbackAlarmsArgs(scope=site.scope(service), alarms=alarms, places=_places(service, edge, entrances))
        made[name] = RollbackAlarms(name, args, site.opts)
    return made


def _places(service: Service, edge: Edge, entrances: Mapping[str, Entrance]) -> dict[str, pulumi.Input[str]]:
    if service.ingress is None:
        return {}
    suffix = edge.gates[service.ingress.scope].balancer.arn_suffix
    return {TARGET_GROUP: entrances[service.name].target_group_suffix, LOAD_BALANCER: suffix}
