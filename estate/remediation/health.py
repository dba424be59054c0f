"""Which hosts of a service are well: asked as the balancer asks."""

import asyncio

import httpx

from estate.catalog.service import Service, ServicePort
from estate.remediation.decide import Health
from estate.remediation.fleet import Fleet, Host

SECONDS = 2.0  # the balancer's own patience is 5 (ELB API, HealthCheckTimeoutSeconds)
AT_ONCE = 20
WELL = range(200, 400)  # what an Application Load Balancer's matcher is at most given for HTTP


async def look(client: httpx.AsyncClient, service: Service, fleet: Fleet) -> Health:
    """The health of a service's hosts. One that listens on no port is behind no balancer: none of its hosts counts as serving."""
    hosts = fleet.of(service.name)
    if (port := service.port) is None:
        return Health(total=len(hosts), healthy=frozenset())
    limit = asyncio.Semaphore(AT_ONCE)
    answers = await asyncio.gather(*(_is_well(client, port, host, limit) for host in hosts))
    return Health(total=len(hosts), healthy=frozenset(host.name for host, well in zip(hosts, answers, strict=True) if well))


async def _is_well(client: httpx.AsyncClient, port: ServicePort, host: Host, limit: asyncio.Semaphore) -> bool:
    async with limit:
        if port.protocol == "grpc":
            return await _listens(host.address, port.number)
        try:
            answer = await client.get(f"http://{host.address}:{port.number}{port.health}", timeout=SECONDS)
        except httpx.HTTPError:
            return False
        return answer.status_code in WELL


async def _listens(address: str, port: int) -> bool:
    """Whether anybody takes a connection; gRPC's own health protocol would need its library's stubs."""
    try:
        async with asyncio.timeout(SECONDS):
            _, writer = await asyncio.open_connection(address, port)
    except (OSError, TimeoutError):
        return False
    writer.close()
    return True
