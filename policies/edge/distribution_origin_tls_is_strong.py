"""About origins that CloudFront calls as web servers; S3 is called by S3's own way."""

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

OLD = ("SSLv3", "TLSv1", "TLSv1.1")


def judge(distribution: Item, _world: World) -> Verdict:
    """Fails with the first origin that is asked in a weak way."""
    custom = [origin for origin in distribution.every("origins[*].customOriginConfig") if origin.is_present]
    if not custom:
        return not_applicable("no origin is a web server")
    for origin in custom:
        if wrong := _weakness(origin):
            return failed(f"{origin.path}.{wrong}")
    return passed()


def _weakness(origin: Value) -> str | None:
    policy = origin.at("originProtocolPolicy").text()
    if policy != "https-only":
        return f"originProtocolPolicy is {policy}; expected https-only"
    old = [one.text() for one in origin.at("originSslProtocols").members() if one.text() in OLD]
    return f"originSslProtocols holds {', '.join(old)}; expected TLSv1.2 alone" if old else None
