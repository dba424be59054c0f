"""The world in which the bad estate is judged: its own resources, and the catalog of the pack's fixtures with worse facts."""

import importlib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from estate.graph.model import StackGraph
from estate.graph.record import record
from estate.graph.symbols import Symbols
from estate.naming import SHARED
from estate.readiness.fixtures import Fixture, world_of
from estate.readiness.resources import resources_of
from estate.readiness.world import World
from tests.policies import bad_estate

POLICIES = Path(__file__).parents[2] / "policies"
FOLDER = Path(bad_estate.__file__).parent
ENVIRONMENT = "production"
FACTS = "FACTS"
"""A module may say what is wrong in the catalog too, as a fixture does: `{"services": {"checkout": {"runbook": None}}}`."""


def modules() -> Mapping[str, ModuleType]:
    """The modules of the bad estate, by their pillar."""
    names = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
    return {name: importlib.import_module(f"{bad_estate.__name__}.{name}") for name in names}


@cache
def bad_world(pillar: str) -> World:
    """What the module of one pillar makes, planned as a stack of production."""
    module = modules()[pillar]
    recording = record(module.build, stack=f"{pillar}-{ENVIRONMENT}", answers=Symbols({}), root=FOLDER, waits=False)
    stack = StackGraph(
        name=f"{pillar}-{ENVIRONMENT}",
        layer=pillar,
        environment=ENVIRONMENT,
        resources=recording.resources,
        outputs=recording.outputs,
    )
    facts: dict[str, Any] = getattr(module, FACTS, {})
    world = world_of(Fixture(name="bad", expect="fail", environment=ENVIRONMENT, catalog=facts), POLICIES)
    return replace(world, seen=resources_of((stack,)))


def bad_worlds(pillar: str) -> tuple[World, World]:
    """The same, and as what serves all environments sees it: there teams are asked."""
    world = bad_world(pillar)
    return world, replace(world, environment=SHARED)
