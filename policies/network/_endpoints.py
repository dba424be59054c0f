"""Which services of AWS a network reaches without leaving it."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"


def reaches(vpc: Item, world: World, *wanted: str) -> Verdict:
    """Passes where the network has an endpoint for each of the services, named as in `com.amazonaws.<region>.<service>`."""
    missing = set(wanted)
    endpoints = world.resources.referring(vpc, ENDPOINT, "vpcId")
    while missing:
        endpoint = next(endpoints, None)
        if endpoint is None:
            return failed(f"it has no endpoint for {' and '.join(sorted(missing))}; expected {' and '.join(wanted)}")
        missing.discard(_service(endpoint.at("serviceName").text()))
    return passed()


def _service(name: str) -> str:
    """`ecr.api` of `com.amazonaws.eu-central-1.ecr.api`."""
    return name.split(".", maxsplit=3)[-1]
