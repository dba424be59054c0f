"""The layers of the estate, and the stacks that they make: `<layer>-<environment>`."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.errors import InputError
from estate.naming import SHARED

# Each layer with the layers below it whose outputs it reads.
SHARED_LAYERS: Mapping[str, tuple[str, ...]] = {"bootstrap": (), "oncall": (), "telemetry": ()}
ENVIRONMENT_LAYERS: Mapping[str, tuple[str, ...]] = {
    "account": (),
    "network": (),
    "data": ("network",),
    "services": ("network", "data"),
    "observability": ("oncall",),
}


class UnknownStackError(InputError):
    """No such stack; the text names those that are."""


@dataclass(frozen=True, kw_only=True, order=True)
class StackName:
    """A layer in an environment; `global` stands for what serves all environments."""

    layer: str
    environment: str

    def __str__(self) -> str:
        return f"{self.layer}-{self.environment}"


def all_stacks(environments: tuple[str, ...]) -> tuple[StackName, ...]:
    """Every stack of the estate, in the order in which they are rolled out."""
    shared = tuple(StackName(layer=layer, environment=SHARED) for layer in SHARED_LAYERS)
    own = tuple(StackName(layer=layer, environment=environment) for environment in environments for layer in ENVIRONMENT_LAYERS)
    return shared + own


def parse_stack(name: str, environments: tuple[str, ...]) -> StackName:
    """`network-dev` as a layer and an environment. UnknownStackError for anything else."""
    for stack in all_stacks(environments):
        if str(stack) == name:
            return stack
    known = ", ".join(str(stack) for stack in all_stacks(environments))
    raise UnknownStackError(f"{name!r} is no stack; known are {known}")


def below(stack: StackName) -> tuple[StackName, ...]:
    """The stacks whose outputs this one reads."""
    layers = {**SHARED_LAYERS, **ENVIRONMENT_LAYERS}[stack.layer]
    return tuple(StackName(layer=layer, environment=SHARED if layer in SHARED_LAYERS else stack.environment) for layer in layers)
