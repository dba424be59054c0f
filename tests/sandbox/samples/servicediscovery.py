"""Namespaces of Cloud Map and their services."""

from tests.sandbox.sample import Sample, The


def address(ttl: int) -> dict[str, object]:
    return {"namespaceId": The("aws:servicediscovery/httpNamespace:HttpNamespace"), "dnsRecords": [{"type": "A", "ttl": ttl}]}


SAMPLES = (
    Sample(
        "aws:servicediscovery/httpNamespace:HttpNamespace",
        inputs={"name": "shop-dev", "description": "Service Connect", "tags": {"team": "platform"}},
        steps=({"tags": {"owner": "platform"}},),
    ),
    Sample(
        "aws:servicediscovery/service:Service",
        inputs={"name": "checkout", "description": "takes orders", "dnsConfig": address(10), "tags": {"team": "storefront"}},
        steps=(
            {"description": "takes orders and payments"},
            {"dnsConfig": address(60)},
            {"healthCheckConfig": {"type": "HTTP", "resourcePath": "/healthz", "failureThreshold": 2}},
            {"forceDestroy": True},
            {"tags": {"owner": "storefront"}},
        ),
    ),
)
