"""What the OpenTelemetry collector next to a service does: traces to X-Ray, metrics to CloudWatch, from where vendors read them."""

from typing import Any

COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.45.0"
COLLECTOR_MEMORY = 128  # MiB
COLLECTOR_CHECK = ("CMD", "/healthcheck")  # a program of the image that asks the extension `health_check`
GRPC_PORT = 4317  # OTLP's own port (OpenTelemetry protocol specification)
CHECK_PORT = 13133  # the default of the extension `health_check`
MEMORY_SHARE = 80  # percent of its memory at which the collector refuses more, instead of being killed


def collector_endpoint() -> str:
    """Where a service sends its telemetry: the containers of a task share one network."""
    return f"http://localhost:{GRPC_PORT}"


def collector_configuration(*, namespace: str, log_group: str) -> dict[str, Any]:
    """The collector's file, for a service whose metrics belong to `namespace` and whose metric lines go to `log_group`."""
    return {
        "extensions": {"health_check": {"endpoint": f"localhost:{CHECK_PORT}"}},
        "receivers": {"otlp": {"protocols": {"grpc": {"endpoint": f"localhost:{GRPC_PORT}"}}}},
        "processors": {
            "memory_limiter": {"check_interval": "1s", "limit_percentage": MEMORY_SHARE, "spike_limit_percentage": 20},
            "resourcedetection": {"detectors": ["env", "ecs"]},
            "batch": {"timeout": "10s"},
        },
        "exporters": {
            "awsxray": {},
            "awsemf": {"namespace": namespace, "log_group_name": log_group, "log_stream_name": "metrics"},
        },
        "service": {
            "extensions": ["health_check"],
            "pipelines": {"traces": _pipeline("awsxray"), "metrics": _pipeline("awsemf")},
        },
    }


def _pipeline(exporter: str) -> dict[str, list[str]]:
    # The limiter stands first and the batch last (OpenTelemetry collector documentation, recommended processors).
    return {"receivers": ["otlp"], "processors": ["memory_limiter", "resourcedetection", "batch"], "exporters": [exporter]}
