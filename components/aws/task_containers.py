"""The containers of a task: the service, and the OpenTelemetry collector next to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi

from estate.catalog.service import ServicePort
from estate.decisions import health, telemetry

STORAGE = "scratch"  # the one place that a container may write to
MEBIBYTE_FLOOR = 6  # MiB that Docker keeps for a container (ECS API reference, ContainerDefinition, memoryReservation)


@dataclass(frozen=True, kw_only=True)
class ServiceContainer:
    """The container of a service."""

    name: str
    image: pulumi.Input[str]
    memory: int
    """MiB; at more it is killed."""
    ports: tuple[ServicePort, ...]
    check: tuple[str, ...] | None
    """The command that says whether it is well."""
    variables: Mapping[str, pulumi.Input[str]]
    secrets: Mapping[str, pulumi.Input[str]]
    """Variables to the ARNs of their Secrets Manager secrets."""


@dataclass(frozen=True, kw_only=True)
class Logging:
    """Where the containers of a task write."""

    group: pulumi.Input[str]
    region: str

    def driver(self, stream: str) -> dict[str, Any]:
        """The log driver of a container, or of the Service Connect proxy."""
        return {
            "logDriver": "awslogs",
            "options": {"awslogs-group": self.group, "awslogs-region": self.region, "awslogs-stream-prefix": stream},
        }


def definitions(service: ServiceContainer, logging: Logging, *, namespace: str, log_group: str) -> pulumi.Output[str]:
    """Both containers as ECS wants them; `namespace` and `log_group` are where the service's metrics go."""
    configuration = telemetry.collector_configuration(namespace=namespace, log_group=log_group)
    return pulumi.Output.json_dumps([_service(service, logging), _collector(logging, configuration)])


def port_name(port: ServicePort) -> str:
    """The name of a port in the task: `grpc-5050`."""
    return f"{port.protocol}-{port.number}"


def _service(service: ServiceContainer, logging: Logging) -> dict[str, Any]:
    variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": telemetry.collector_endpoint(), **service.variables}
    return {
        **_hardened(service.name, service.image, service.memory, logging),
        "essential": True,
        "portMappings": [_port(port) for port in service.ports],
        "environment": [{"name": name, "value": variables[name]} for name in sorted(variables)],
        "secrets": [{"name": name, "valueFrom": service.secrets[name]} for name in sorted(service.secrets)],
        "mountPoints": [{"sourceVolume": STORAGE, "containerPath": "/tmp", "readOnly": False}],  # noqa: S108 - a folder of the container
        # The service does not wait for a collector that is well: telemetry's fault stops no service.
        "dependsOn": [{"containerName": "collector", "condition": "START"}],
        **({"healthCheck": _check(service.check)} if service.check else {}),
    }


def _collector(logging: Logging, configuration: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **_hardened("collector", telemetry.COLLECTOR_IMAGE, telemetry.COLLECTOR_MEMORY, logging),
        "essential": False,
        "portMappings": [],
        # JSON is YAML: the collector reads either.
        "environment": [{"name": "AOT_CONFIG_CONTENT", "value": json.dumps(configuration, sort_keys=True)}],
        "secrets": [],
        "mountPoints": [],
        "healthCheck": _check(telemetry.COLLECTOR_CHECK),
    }


def _hardened(name: str, image: pulumi.Input[str], memory: int, logging: Logging) -> dict[str, Any]:
    return {
        "name": name,
        "image": image,
        "cpu": 0,
        "memory": max(memory, MEBIBYTE_FLOOR),
        "privileged": False,
        "readonlyRootFilesystem": True,
        "linuxParameters": {"initProcessEnabled": True, "capabilities": {"drop": ["ALL"]}},
        "logConfiguration": logging.driver(name),
        "volumesFrom": [],
        "systemControls": [],
    }


def _port(port: ServicePort) -> dict[str, Any]:
    return {
        "name": port_name(port),
        "containerPort": port.number,
        "hostPort": port.number,
        "protocol": "tcp",
        "appProtocol": port.protocol,
    }


def _check(command: tuple[str, ...]) -> dict[str, Any]:
    return {
        "command": list(command),
        "interval": health.INTERVAL,
        "timeout": health.TIMEOUT,
        "retries": health.RETRIES,
        "startPeriod": health.START_PERIOD,
    }
