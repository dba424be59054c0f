"""Brings an environment up on the emulator: its stacks in order, then every resource read back and compared."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any

from estate.catalog.catalog import Catalog
from estate.graph.model import StackGraph, is_secret
from estate.graph.program import Program
from estate.graph.record import Recording, record
from estate.layers import StackName
from estate.naming import SHARED
from estate.sandbox.clients import Clients, Place
from estate.sandbox.creating import Creating, Made, Outcome
from estate.sandbox.operations import read
from estate.sandbox.readback import Difference, differences, judge, known_differences
from estate.sandbox.table import TABLE

READERS = 6  # as many as the SDK registers resources at once (asyncio's default: cores + 4)


@dataclass(frozen=True, kw_only=True)
class Unlike:
    """A resource that reads back otherwise than it was declared."""

    type: str
    name: str
    differences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StackUp:
    """What became of one stack."""

    graph: StackGraph
    made: tuple[Made, ...]
    unlike: tuple[Unlike, ...]
    """Differences that are in no list of known ones."""
    known: int
    """How many resources show a difference that is known."""
    unknown: tuple[str, ...]
    """Inputs that no resource gave a value for, but those of known differences: `type name: property`."""

    def counted(self, outcome: Outcome) -> int:
        """How many resources ended so."""
        return sum(made.outcome is outcome for made in self.made)

    @property
    def is_good(self) -> bool:
        """Nothing failed, nothing was lost on the way."""
        return not self.unlike and not self.unknown and not self.counted(Outcome.FAILED)


def place_of(stack: StackName, catalog: Catalog, clients: Clients) -> Place:
    """The account and region that the catalog says for a stack."""
    if stack.environment == SHARED:
        return Place(account=catalog.organisation.shared_account, region=catalog.organisation.regions.primary, clients=clients)
    environment = catalog.environments[stack.environment]
    return Place(account=environment.account, region=environment.region, clients=clients)


def bring_up(
    program: Program, stacks: Iterable[StackName], catalog: Catalog, clients: Clients, told: Callable[[StackName, Made], None]
) -> Iterable[StackUp]:
    """Create the stacks one after the other, each with the real outputs of those before it.

    `told` hears of every resource as it is done. What the program raises passes through.
    """
    outputs: dict[str, Mapping[str, Any]] = {}
    for stack in stacks:
        place = place_of(stack, catalog, clients)
        answers = Creating(place, outputs, lambda made, stack=stack: told(stack, made))
        recording = record(lambda stack=stack: program.build(stack), stack=str(stack), answers=answers, root=program.root)
        outputs[str(stack)] = {name: _readable(value, f"{stack}.{name}") for name, value in recording.outputs.items()}
        yield _judged(stack, recording, tuple(answers.made), place)


def _readable(value: Any, path: str) -> Any:
    """What other stacks read: a recording keeps no secret, so that a symbol stands in for each."""
    if is_secret(value):
        return f"${{{path}}}"
    if isinstance(value, dict):
        return {name: _readable(inner, f"{path}.{name}") for name, inner in value.items()}
    return [_readable(inner, f"{path}[{index}]") for index, inner in enumerate(value)] if isinstance(value, list) else value


def _judged(stack: StackName, recording: Recording, made: tuple[Made, ...], place: Place) -> StackUp:
    created = [one for one in made if one.outcome is Outcome.CREATED]
    with ThreadPoolExecutor(READERS) as readers:
        found = list(readers.map(partial(_differences, place), created))
    verdicts = [(one, judge(one.type, differing)) for one, differing in zip(created, found, strict=True)]
    return StackUp(
        graph=StackGraph(
            name=str(stack), layer=stack.layer, environment=stack.environment, resources=recording.resources, outputs=recording.outputs
        ),
        made=tuple(sorted(made, key=lambda one: (one.type, one.name))),
        unlike=tuple(
            Unlike(type=one.type, name=one.name, differences=tuple(map(str, verdict.new))) for one, verdict in verdicts if verdict.new
        ),
        known=sum(bool(verdict.known) for _, verdict in verdicts),
        unknown=tuple(_unknown_inputs(recording)),
    )


def _differences(place: Place, made: Made) -> tuple[Difference, ...]:
    row = TABLE[made.type]
    found = read(row, made.id, made.inputs, place)
    if found is None:
        return (Difference(property="id", declared=made.id, observed="(the resource is gone)"),)
    return differences(row, made.inputs, found)


def _unknown_inputs(recording: Recording) -> Iterable[str]:
    for resource in recording.resources:
        for name, value in resource.inputs.items():
            if _holds_unknown(value) and name not in known_differences().get(resource.type, {}):
                yield f"{resource.type} {resource.name}: {name}"


def _holds_unknown(value: object) -> bool:
    if isinstance(value, Mapping):
        return "$unknown" in value or any(_holds_unknown(member) for member in value.values())
    return isinstance(value, list) and any(_holds_unknown(member) for member in value)
