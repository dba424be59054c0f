"""How much `estate plan` of the whole estate, or of one layer in all environments, costs above the bare floor.

The floor does what no plan can do without: it imports the same provider modules and registers the same resources with the
same inputs through `pulumi.runtime.set_mocks`, in as many processes on as many cores. Both are whole commands, from a
cold interpreter to the last answer. They take turns, and the best of several rounds counts: what else the machine does only
ever adds.

    python benchmarks/plan_floor.py [--rounds 5] [--layer observability]
"""

import argparse
import gc
import multiprocessing
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from estate.graph.model import Resource

ROOT = Path(__file__).resolve().parents[1]
TARGET = 1.3
FLOOR = "--floor"
PLAN = (sys.executable, "-c", "from estate.cli.main import main; main()", "plan", "--json")

Registration = tuple[str, str, Mapping[str, Any]]
"""Type, name, and inputs by their names in Python."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--layer", help="plan the stacks of this one alone")
    arguments.add_argument(FLOOR, type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.floor:
        floor(given.floor)
        return
    with tempfile.TemporaryDirectory() as folder:
        recorded = Path(folder) / "registrations"
        stacks = registrations(given.layer)
        recorded.write_bytes(pickle.dumps(list(stacks.values())))
        commands = {"floor": (sys.executable, __file__, FLOOR, str(recorded)), "plan": (*PLAN, *(stacks if given.layer else ()))}
        best = measure(commands, rounds=given.rounds)
    number = sum(map(len, stacks.values()))
    print(f"{number:,} registrations in {len(stacks)} stacks on {len(os.sched_getaffinity(0))} cores, best of {given.rounds}")
    print(f"floor {best['floor']:.2f} s   estate plan {best['plan']:.2f} s")
    print(f"ratio {best['plan'] / best['floor']:.2f} (target at most {TARGET})")


def measure(commands: Mapping[str, tuple[str, ...]], *, rounds: int) -> dict[str, float]:
    """The shortest time of each command, in seconds."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            begin = time.perf_counter()
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
            times[name].append(time.perf_counter() - begin)
    return {name: min(taken) for name, taken in times.items()}


def registrations(layer: str | None) -> dict[str, list[Registration]]:
    """What every stack of the layer, or else of the estate, registers."""
    from estate.graph.planner import plan_stacks
    from estate.graph.program import load_program

    program = load_program(ROOT)
    plan = plan_stacks(program, [stack for stack in program.stacks if layer in {None, stack.layer}])
    if not plan.stacks and not plan.errors:
        sys.exit(f"no stack is of the layer {layer!r}; `estate plan` lists them")
    if plan.errors:
        sys.exit("\n".join(f"{error.stack}: {error.text}" for error in plan.errors))
    return {stack.name: [registration(resource) for resource in stack.resources] for stack in plan.stacks}


def registration(resource: "Resource") -> Registration:
    """What the floor registers for it: a component as a component, everything else with its inputs."""
    plain_provider = not resource.custom or resource.type.startswith("pulumi:")
    return resource.type, f"{resource.name}-{resource.urn}", {} if plain_provider else in_python(resource.type, resource.inputs)


def in_python(token: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs as a program gives them."""
    from pulumi._types import input_type_py_to_pulumi_names

    from estate.graph.symbols import resource_class

    cls = resource_class(token)
    module = sys.modules[cls.__module__]
    # Where a nested type has taken the name, the SDK calls the resource's own arguments so.
    given = getattr(module, f"{cls.__name__}InitArgs", None) or getattr(module, f"{cls.__name__}Args")
    names = input_type_py_to_pulumi_names(given)
    in_program = {wire: name for name, wire in names.items()}
    return {in_program.get(wire, wire): plain(value) for wire, value in inputs.items()}


def plain(value: Any) -> Any:
    """The value, with a text in place of each mark."""
    if isinstance(value, dict):
        marked = any(name.startswith("$") for name in value)
        return "unseen" if marked else {name: plain(member) for name, member in value.items()}
    return [plain(member) for member in value] if isinstance(value, list) else value


def floor(recorded: Path) -> None:
    """Registers everything, a forked process a stack."""
    from estate.graph.symbols import resource_class

    stacks: list[list[Registration]] = pickle.loads(recorded.read_bytes())
    for token in {token for stack in stacks for token, _, inputs in stack if inputs}:
        resource_class(token)
    gc.freeze()
    stacks.sort(key=len, reverse=True)
    with multiprocessing.get_context("fork").Pool(len(os.sched_getaffinity(0)), maxtasksperchild=1) as pool:
        pool.map(register, stacks, chunksize=1)


def register(stack: list[Registration]) -> None:
    """Registers the resources of one stack, and nothing else."""
    import pulumi
    from pulumi.runtime import mocks

    from estate.graph.symbols import resource_class

    class Echo(mocks.Mocks):
        def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
            return f"{args.name}-id", args.inputs

        def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
            raise LookupError(args.token)

    pulumi.runtime.set_mocks(Echo(), project="estate", stack="floor", preview=True)

    @pulumi.runtime.test
    def program() -> None:
        for token, name, inputs in stack:
            if inputs:
                resource_class(token)(name, **inputs)
            else:
                pulumi.ComponentResource(token, name)

    program()


if __name__ == "__main__":
    main()
