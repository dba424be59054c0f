"""Which services of AWS a network reaches without leaving it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
IN_TABLE = "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation"


def reaches(vpc: Item, world: World, *wanted: str) -> Verdict:
    """Passes where the network has an endpoint for each of the services, named as in `com.amazonaws.<region>.<service>`."""
    missing = set(wanted)
    idle: list[str] = []
    endpoints = world.resources.referring(vpc, ENDPOINT, "vpcId")
    while missing:
        endpoint = next(endpoints, None)
        if endpoint is None:
            unused = "".join(f"; {one}" for one in idle)
            return failed(f"it has no endpoint for {' and '.join(sorted(missing))}{unused}; expected {' and '.join(wanted)}")
        service = _service(endpoint.at("serviceName").text())
        if service in missing and (why := _why_idle(endpoint, world)):
            idle.append(f"{endpoint.title} {why}")
        else:
            missing.discard(service)
    return passed()


def _why_idle(endpoint: Item, world: World) -> str | None:
    """Why nobody goes over it; None where they do.

    What says nothing is a gateway; the service's name leads to an interface only where that is asked for (provider's defaults).
    """
    if endpoint.at("vpcEndpointType").text("Gateway") != "Gateway":
        return None if endpoint.at("privateDnsEnabled").flag(default=False) else "has no privateDnsEnabled"
    tables = any(True for _ in endpoint.at("routeTableIds").members())
    tables = tables or any(True for _ in world.resources.referring(endpoint, IN_TABLE, "vpcEndpointId"))
    return None if tables else "is in no route table"


def _service(name: str) -> str:
    """`ecr.api` of `com.amazonaws.eu-central-1.ecr.api`."""
    return name.split(".", maxsplit=3)[-1]
