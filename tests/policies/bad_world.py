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
    return _world({pillar: modules()[pillar]})


@cache
def whole_bad_estate() -> World:
    """All modules together, each a stack of one production."""
    return _world(modules())


def _world(parts: Mapping[str, ModuleType]) -> World:
    facts: dict[str, Any] = {}
    for module in parts.values():
        _merge(facts, getattr(module, FACTS, {}))
    world = world_of(Fixture(name="bad", expect="fail", environment=ENVIRONMENT, catalog=facts), POLICIES)
    return replace(world, seen=resources_of(tuple(_stack(pillar, module) for pillar, module in parts.items())))


def _stack(pillar: str, module: ModuleType) -> StackGraph:
    recording = record(module.build, stack=f"{pillar}-{ENVIRONMENT}", answers=Symbols({}), root=FOLDER, waits=False)
    return StackGraph(
        name=f"{pillar}-{ENVIRONMENT}",
        layer=pillar,
        environment=ENVIRONMENT,
        resources=recording.resources,
        outputs=recording.outputs,
    )


def _merge(facts: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Puts facts of another module beside those that are there, key by key."""
    for key, value in more.items():
        if isinstance(value, Mapping):
            _merge(facts.setdefault(key, {}), value)
        else:
            facts[key] = value


def bad_worlds(pillar: str) -> tuple[World, World]:
    """The world of one pillar as production sees it, and as what serves all environments does: there teams are asked."""
    return seen_from_both(bad_world(pillar))


def seen_from_both(world: World) -> tuple[World, World]:
    """As its environment sees it, and as what serves all environments does."""
    return world, replace(world, environment=SHARED)
