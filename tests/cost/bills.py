"""Bills of a few resources, by prices that a person can multiply."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.prices import PriceBook
from estate.catalog.usage import Usage
from estate.cost.bill import Bill, make_bill
from estate.graph.model import Resource, StackGraph
from tests.catalog.estates import small_estate
from tests.graph.graphs import resource, stack, urn_of

DAY = date(2026, 9, 1)
SERVICES, DATA, NETWORK, OBSERVED, EVERYWHERE = "services-live", "data-live", "network-live", "observability-live", "telemetry-global"
TASKS, TASK, TARGET = "aws:ecs/service:Service", "aws:ecs/taskDefinition:TaskDefinition", "aws:appautoscaling/target:Target"
GROUP, TEMPLATE = "aws:autoscaling/group:Group", "aws:ec2/launchTemplate:LaunchTemplate"
NAT, QUEUE, LOGS = "aws:ec2/natGateway:NatGateway", "aws:sqs/queue:Queue", "aws:cloudwatch/logGroup:LogGroup"
MONITOR, LOGS_METRIC = "datadog:index/monitor:Monitor", "datadog:index/logsMetric:LogsMetric"
UNKNOWN = {"$unknown": True}


@cache
def small_catalog() -> Catalog:
    """The small estate of the catalog's tests."""
    with TemporaryDirectory() as folder:
        return load_catalog(small_estate(Path(folder)).catalog)


def price(
    sku: str, amount: str, *, unit: str = "hour", per: int = 1, region: str = "eu-central-1", as_of: str = "2026-08-31"
) -> dict[str, Any]:
    """A price as the file has it."""
    return {
        "sku": sku,
        "unit": unit,
        "per": per,
        "price": amount,
        "currency": "USD",
        "region": region,
        "source": "a page",
        "as_of": as_of,
    }


def measured(of: str, sku: str, quantity: str, *, environment: str = "live") -> dict[str, str]:
    """A number as the file has it."""
    return {"environment": environment, "of": of, "sku": sku, "quantity": quantity, "source": "a report", "as_of": "2026-08-31"}


def catalog(*prices: Mapping[str, Any], usage: tuple[Mapping[str, str], ...] = (), vendors: tuple[str, ...] = ()) -> Catalog:
    """The small estate with these prices and numbers, and without vendors."""
    small = small_catalog()
    return replace(
        small,
        organisation=small.organisation.model_copy(update={"vendors": vendors}),
        prices=PriceBook.model_validate({"stale_after": "90d", "prices": list(prices)}),
        usage=Usage.model_validate({"usage": list(usage)}),
    )


def bill(stacks: StackGraph | list[StackGraph], known: Catalog, day: date = DAY) -> Bill:
    """The bill of one stack or several."""
    return make_bill([stacks] if isinstance(stacks, StackGraph) else stacks, known, day)


def one(token: str, inputs: Mapping[str, Any], *, name: str = "thing", at: str = NETWORK) -> StackGraph:
    """A stack of one resource."""
    return stack(resource(token, name, inputs, stack=at), name=at)


def fargate(
    *, cpu: str = "512", memory: str = "1024", low: Any = 2, high: Any = 6, service: str = "till", architecture: str = "ARM64"
) -> list[Resource]:
    """A service of autoscaled tasks, as the estate's component plans it."""
    tags = {"service": service}
    task = resource(TASK, service, {"cpu": cpu, "memory": memory, "runtimePlatform": {"cpuArchitecture": architecture}}, stack=SERVICES)
    tasks = resource(TASKS, service, {"desiredCount": low, "launchType": "FARGATE", "tags": tags}, stack=SERVICES, depends_on=(task.urn,))
    scaling = {"scalableDimension": "ecs:service:DesiredCount", "minCapacity": low, "maxCapacity": high}
    return [task, tasks, resource(TARGET, service, scaling, stack=SERVICES, depends_on=(tasks.urn,))]


def hosts(*, low: Any = 1, high: Any = 2, instance: Any = "t4g.micro", disk_gb: Any = 16, service: str = "shelf") -> list[Resource]:
    """A group of hosts, as the estate's component plans it."""
    disks = [{"deviceName": "/dev/xvda", "ebs": {"volumeSize": disk_gb, "volumeType": "gp3"}}]
    template = resource(TEMPLATE, service, {"instanceType": instance, "blockDeviceMappings": disks}, stack=SERVICES)
    tags = [{"key": "service", "value": service, "propagateAtLaunch": True}]
    return [
        template,
        resource(
            GROUP,
            service,
            {"minSize": low, "maxSize": high, "tags": tags},
            stack=SERVICES,
            depends_on=(urn_of(TEMPLATE, service, stack=SERVICES),),
        ),
    ]
