"""How `estate plan` grows with the number of services: the reference estate with its services once, four and sixteen times.

Each clone has its own name, calls the clones of what the original calls, and uses the same stores. What is planned is the
stack that holds the services; one process, so that the growth is that of the work and not of the cores.

    python benchmarks/plan_growth.py [--rounds 3]
"""

import argparse
import time
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.service import Service
from estate.graph.diff import diff
from estate.graph.model import Resource
from estate.graph.planner import plan_stacks
from estate.graph.program import Program, load_program
from estate.layers import StackName

ROOT = Path(__file__).resolve().parents[1]
TIMES = (1, 4, 16)
STACK = StackName(layer="services", environment="production")


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Seconds, and what they were for."""

    registrations: int
    plan: float
    diff: float
    changes: int


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    rounds: int = arguments.parse_args().rounds
    programs = {times: estate_of(times) for times in TIMES}
    programs[TIMES[0]].prepare(STACK)
    taken = [{times: measure(program) for times, program in programs.items()} for _ in range(rounds)]
    best = {times: min((one[times] for one in taken), key=lambda one: one.plan) for times in TIMES}
    diffs = {times: min(one[times].diff for one in taken) for times in TIMES}
    for times, one in best.items():
        took = f"plan {one.plan:6.2f} s   diff {diffs[times]:5.2f} s ({one.changes:,} changes)"
        print(f"{times:>3}x {one.registrations:>7,} registrations   {took}")
    for small, large in pairwise(TIMES):
        more = best[large].registrations / best[small].registrations
        planning, comparing = best[large].plan / best[small].plan, diffs[large] / diffs[small]
        print(f"{small}x -> {large}x: {more:.2f} times the registrations, plan {planning:.2f} times as long, diff {comparing:.2f} times")


def measure(program: Program) -> Taken:
    """Plans the stack, and compares it with one in which what every service stands on is another."""
    begin = time.perf_counter()
    plan = plan_stacks(program, (STACK,))
    planned = time.perf_counter()
    if plan.errors:
        raise SystemExit(f"{plan.errors[0].text} at {plan.errors[0].source}")
    (graph,) = plan.stacks
    before = replace(graph, resources=tuple(with_another_name(one) for one in graph.resources))
    compared = time.perf_counter()
    (comparison,) = diff((before,), (graph,))
    return Taken(
        registrations=len(graph.resources),
        plan=planned - begin,
        diff=time.perf_counter() - compared,
        changes=len(comparison.changes),
    )


def with_another_name(resource: Resource) -> Resource:
    """A cluster by another name is another cluster, so that everything in it follows."""
    is_cluster = resource.type == "aws:ecs/cluster:Cluster"
    return replace(resource, inputs={**resource.inputs, "name": "another"}) if is_cluster else resource


def estate_of(times: int) -> Program:
    """The program of an estate with every cloneable service that many times."""
    from stacks import __main__ as program
    from stacks import contracts

    reference = load_program(ROOT)
    catalog = cloned(program.load_catalog(program.CATALOG), times)
    return replace(reference, build=lambda stack: program.build(catalog, stack), references=contracts.symbols(catalog))


def cloned(catalog: Catalog, times: int) -> Catalog:
    """The catalog with clones of what runs as a container behind no public address."""
    originals = [service for service in catalog.services.values() if service.runtime.kind == "ecs" and service.ingress is None]
    names = {service.name for service in originals}
    clones = [clone(service, number, names) for number in range(1, times) for service in originals]
    environments = {
        name: environment.model_copy(
            update={"versions": {**environment.versions, **{one.name: version_of(environment.versions, one) for one in clones}}}
        )
        for name, environment in catalog.environments.items()
    }
    return replace(catalog, services={**catalog.services, **{one.name: one for one in clones}}, environments=environments)


def version_of(versions: dict[str, str], one: Service) -> str:
    """The version of the original."""
    return versions[one.name.rpartition("-x")[0]]


def clone(service: Service, number: int, names: set[str]) -> Service:
    """The service under another name, among clones of its kind."""
    depends_on = tuple(
        dependency.model_copy(update={"service": f"{dependency.service}-x{number}"}) if dependency.service in names else dependency
        for dependency in service.depends_on
    )
    return service.model_copy(update={"name": f"{service.name}-x{number}", "depends_on": depends_on})


if __name__ == "__main__":
    main()
