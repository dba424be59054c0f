"""What vendors charge for, as far as the plan says it: hosts, hosts with traces, series of custom metrics, ingest, people on call.

A host is charged where a planned monitor reads what only an agent on it can know (`system.`), and as one with traces where a
monitor reads its service's spans (`trace.`): who watches it, has it measured.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from estate.catalog.catalog import Catalog
from estate.cost.charges.compute import ecs_service_tasks, ends
from estate.cost.model import Amount, Charge, Fixed, Metered, Unknowable
from estate.cost.owners import tag_of
from estate.cost.reading import Planned, UndecidedError
from estate.cost.seats import seats
from estate.graph.model import Resource, StackGraph

DATADOG, NEWRELIC = "datadog", "newrelic"
MONITOR = "datadog:index/monitor:Monitor"
LOGS_METRIC = "datadog:index/logsMetric:LogsMetric"
HOSTS = "aws:autoscaling/group:Group"
TASKS = "aws:ecs/service:Service"
SERIES_OF_A_HOST = 100
"""Series of custom metrics that each host brings along (docs: account_management/billing/custom_metrics, Pro)."""
COUNTED_TAGS = frozenset({"service", "env", "version"})
"""Tags of a metric from logs whose values the catalog knows: one version of each service in each environment."""
READS = re.compile(r"\b(system|trace)\.[a-z0-9_.]+\{")


@dataclass(frozen=True, kw_only=True)
class VendorCharge:
    """A charge of a vendor, and what it is for in words."""

    vendor: str
    what: str
    charge: Charge


def vendor_charges(
    environment: str, stacks: Sequence[StackGraph], everywhere: Sequence[StackGraph], catalog: Catalog
) -> tuple[VendorCharge, ...]:
    """What the vendors charge for in an environment; `everywhere` are the stacks that serve all of them."""
    found: list[VendorCharge] = []
    if DATADOG in catalog.organisation.vendors:
        found += _datadog(environment, stacks, everywhere, catalog)
    if NEWRELIC in catalog.organisation.vendors:
        found += [VendorCharge(vendor=NEWRELIC, what="data ingested", charge=Metered(sku="newrelic-ingest-gb"))]
    found += [VendorCharge(vendor=vendor, what="people on call", charge=charge) for vendor, charge in seats(stacks)]
    return tuple(found)


def _datadog(environment: str, stacks: Sequence[StackGraph], everywhere: Sequence[StackGraph], catalog: Catalog) -> Iterator[VendorCharge]:
    read = _read_by_monitors(stacks)
    hosts = _counted(stacks, HOSTS, read.get("system", frozenset()))
    traced = _counted(stacks, HOSTS, read.get("trace", frozenset()))
    tasks = _counted(stacks, TASKS, read.get("trace", frozenset()))
    for what, sku, units in (
        ("hosts with an agent", "datadog-infra-host-month", hosts),
        ("hosts with traces", "datadog-apm-host-month", traced),
        ("tasks with traces", "datadog-apm-fargate-task-month", tasks),
    ):
        if isinstance(units, str) or units.at_most:
            yield VendorCharge(vendor=DATADOG, what=what, charge=_charge(sku, units))
    yield from _custom_metrics(environment, everywhere, catalog, hosts)
    if environment in catalog.environments:
        for what, sku in (("logs ingested", "datadog-log-ingest-gb"), ("logs indexed", "datadog-log-index-event")):
            yield VendorCharge(vendor=DATADOG, what=what, charge=Metered(sku=sku))


def _read_by_monitors(stacks: Sequence[StackGraph]) -> Mapping[str, frozenset[str]]:
    """The services that planned monitors read host metrics or spans of."""
    read: dict[str, set[str]] = {}
    for resource in (one for stack in stacks for one in stack.resources if one.type == MONITOR):
        query, service = resource.inputs.get("query"), tag_of(resource)
        if isinstance(query, str) and service:
            for kind in READS.findall(query):
                read.setdefault(kind, set()).add(service)
    return {kind: frozenset(services) for kind, services in read.items()}


def _counted(stacks: Sequence[StackGraph], token: str, services: frozenset[str]) -> Amount | str:
    """How many hosts or tasks these services have; the reason, where that is not in the plan."""
    total = Amount()
    for stack in stacks:
        for resource in stack.resources:
            if resource.type == token and tag_of(resource) in services:
                try:
                    total += _copies(Planned(resource=resource, stack=stack))
                except UndecidedError as undecided:
                    return str(undecided)
    return total


def _copies(planned: Planned) -> Amount:
    if planned.resource.type == TASKS:
        low, high = ecs_service_tasks(planned)
        return Amount(at_least=low, at_most=high)
    low, high = ends(planned, "minSize", "maxSize")
    return Amount(at_least=low, at_most=high)


def _charge(sku: str, units: Amount | str) -> Charge:
    return Unknowable(why=units) if isinstance(units, str) else Fixed(sku=sku, at_least=units.at_least, at_most=units.at_most)


def _custom_metrics(environment: str, everywhere: Sequence[StackGraph], catalog: Catalog, hosts: Amount | str) -> Iterator[VendorCharge]:
    """The series that the planned metrics from logs have in an environment; no one knows them where a metric has other tags."""
    known = catalog.environments.get(environment)
    metrics = [one for stack in everywhere for one in stack.resources if one.type == LOGS_METRIC]
    if known is None or not metrics:
        return
    if all(_has_counted_tags(one) for one in metrics):
        series = len(metrics) * len(catalog.services_in(known))
        yield VendorCharge(vendor=DATADOG, what=f"series of custom metrics ({series} planned)", charge=_beyond(series, hosts))
    else:
        yield VendorCharge(vendor=DATADOG, what="series of custom metrics", charge=Unknowable(why="a metric has tags of unknown values"))


def _has_counted_tags(metric: Resource) -> bool:
    groups = metric.inputs.get("groupBies") or ()
    tags = [group.get("tagName") if isinstance(group, Mapping) else None for group in groups]
    return all(isinstance(tag, str) and tag in COUNTED_TAGS for tag in tags)


def _beyond(series: int, hosts: Amount | str) -> Charge:
    """What the hosts do not bring along; fewer hosts bring fewer."""
    if isinstance(hosts, str):
        return Unknowable(why=hosts)
    low = max(Decimal(series) - SERIES_OF_A_HOST * hosts.at_most, Decimal(0))
    high = max(Decimal(series) - SERIES_OF_A_HOST * hosts.at_least, Decimal(0))
    return Fixed(sku="datadog-custom-metric-month", at_least=low, at_most=high)
