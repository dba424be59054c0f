"""One of the variables by which tracers are told where to send."""

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

TOLD_BY = frozenset(
    {
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "DD_AGENT_HOST",
        "DD_TRACE_AGENT_URL",
        "AWS_XRAY_DAEMON_ADDRESS",
        "NEW_RELIC_LICENSE_KEY",
    }
)
"""Of OpenTelemetry, Datadog, X-Ray and New Relic, as their documentation names them."""


def judge(task: Item, _world: World) -> Verdict:
    """In any container: the others are beside it."""
    for container in task.at("containerDefinitions").members():
        for place in ("environment", "secrets"):
            if found := next((one.at("name").text() for one in container.at(place).members() if one.at("name").text() in TOLD_BY), None):
                return passed(f"{found} says where to")
    return failed(f"no container is told where to send traces; expected one of {', '.join(sorted(TOLD_BY))}")
