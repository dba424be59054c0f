"""How a container is asked whether it is well: the programs that every image carries for it."""

from estate.catalog.service import ServicePort

GRPC_PROBE = "/bin/grpc_health_probe"  # part of every image with a gRPC port
INTERVAL = 15  # seconds
TIMEOUT = 5  # seconds
RETRIES = 3
START_PERIOD = 60  # seconds in which a failure does not count: a JVM warms up


def container_check(port: ServicePort | None) -> tuple[str, ...] | None:
    """The command that ECS runs in the container; none for a service without a port, whose process ends when it fails.

    HTTP is asked with `wget` of the image, gRPC with the health probe by its own protocol.
    """
    if port is None:
        return None
    if port.protocol == "grpc":
        return ("CMD", GRPC_PROBE, f"-addr=localhost:{port.number}")
    return ("CMD-SHELL", f"wget -q -O /dev/null http://localhost:{port.number}{port.health} || exit 1")
