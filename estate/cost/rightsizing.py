"""Hints: what could be a size smaller, from what is planned and what is used."""

from collections.abc import Sequence
from dataclasses import dataclass

from estate.catalog.mistakes import show
from estate.catalog.words import did_you_mean
from estate.cost.owners import tag_of
from estate.cost.reading import Planned, UndecidedError
from estate.cost.sizes import is_known, smaller_class, smaller_task
from estate.cost.utilisation import UtilisationError, Utilised
from estate.decisions.fargate import TaskSize
from estate.graph.model import Resource, StackGraph

TASKS = "aws:ecs/service:Service"
CLASSES = {
    "aws:rds/clusterInstance:ClusterInstance": ("instanceClass",),
    "aws:rds/instance:Instance": ("instanceClass",),
    "aws:elasticache/replicationGroup:ReplicationGroup": ("nodeType",),
    "aws:msk/cluster:Cluster": ("brokerNodeGroupInfo", "instanceType"),
}
HOSTS = "aws:autoscaling/group:Group"
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What one thing could be instead; `smaller` None: it stays, and `why` says the reason."""

    environment: str
    name: str
    resource: str
    now: str
    smaller: str | None
    why: str


def hints(rows: Sequence[Utilised], stacks: Sequence[StackGraph], file: str) -> tuple[Hint, ...]:
    """A hint for each sized resource of the rows. UtilisationError for names that the plan does not have."""
    planned = [Planned(resource=resource, stack=stack) for stack in stacks for resource in stack.made if _is_sized(resource)]
    known = {(one.stack.environment, tag_of(one.resource)): one for one in planned}
    wrong = [f"{file}:{row.line}  {_unknown(row, known)}" for row in rows if (row.environment, row.name) not in known]
    if wrong:
        raise UtilisationError("\n".join(wrong))
    return tuple(
        hint
        for row in rows
        for one in planned
        if (one.stack.environment, tag_of(one.resource)) == (row.environment, row.name)
        for hint in [_hint(row, one)]
    )


def _is_sized(resource: Resource) -> bool:
    return resource.type in {TASKS, HOSTS, *CLASSES}


def _unknown(row: Utilised, known: dict[tuple[str, str | None], Planned]) -> str:
    environments = {environment for environment, _ in known}
    if row.environment not in environments:
        near = did_you_mean(row.environment, environments)
        return f"{show(row.environment)} has nothing planned that has a size; {near or 'known are ' + ', '.join(sorted(environments))}"
    names = {name for environment, name in known if environment == row.environment and name}
    near = did_you_mean(row.name, names)
    return f"{show(row.name)} has no size in {row.environment}; {near or 'known are ' + ', '.join(sorted(names))}"


def _hint(row: Utilised, planned: Planned) -> Hint:
    try:
        now, smaller = _task(row, planned) if planned.resource.type == TASKS else _class(row, planned)
    except UndecidedError as undecided:
        now, smaller, why = "?", None, str(undecided)
    else:
        used = f"p95 is {row.use.cpu_percent} % of the CPU and {row.use.memory_percent} % of the memory"
        why = used if smaller else f"{used}: the next smaller size has no headroom for it, or there is none"
    return Hint(environment=row.environment, name=row.name, resource=planned.resource.name, now=now, smaller=smaller, why=why)


def _task(row: Utilised, service: Planned) -> tuple[str, str | None]:
    definition = service.needs("aws:ecs/taskDefinition:TaskDefinition")
    now = TaskSize(cpu=int(definition.number("cpu")), memory=int(definition.number("memory")))
    smaller = smaller_task(now, row.use)
    return _spell(now), _spell(smaller) if smaller else None


def _spell(size: TaskSize) -> str:
    return f"{size.cpu} CPU units, {size.memory} MiB"


def _class(row: Utilised, planned: Planned) -> tuple[str, str | None]:
    token = planned.resource.type
    name = planned.needs(TEMPLATE).word("instanceType") if token == HOSTS else planned.word(*CLASSES[token])
    if not is_known(name):
        raise UndecidedError(f"{name} stands in no table of sizes")
    return name, smaller_class(name, row.use)
