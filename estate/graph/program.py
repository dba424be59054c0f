"""A Pulumi program that is one of several stacks, and where it comes from.

Nothing here names a program: whoever plans hands one in, or the folder that holds one. So the same tools plan this
working tree, another revision of it, and the small programs of the tests.
"""

import contextlib
import importlib
import importlib.util
import sys
import types
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.abc import InspectLoader
from pathlib import Path
from typing import Any

import pulumi
from pulumi._types import input_type_types, is_input_type, resource_types

from estate.catalog.load import load_catalog
from estate.errors import SurroundingsError
from estate.graph.symbols import References
from estate.layers import StackName, all_stacks


class ForeignProgramError(SurroundingsError):
    """Python finds another project's program; the text says which, and how to run this one's."""


@dataclass(frozen=True, kw_only=True)
class Program:
    """What is planned: the stacks, how each one is built, and what they give each other."""

    root: Path
    """The folder of the project: source lines are told relative to it."""
    stacks: tuple[StackName, ...]
    """All of them, in the order in which they are rolled out."""
    build: Callable[[StackName], None]
    """Registers the resources of one stack."""
    references: References
    prepare: Callable[[StackName], None] = lambda _stack: None
    """Imports what the stack will use, so that processes forked later share it."""


def load_program(root: Path) -> Program:
    """The estate's own program in the folder `root`. ForeignProgramError where Python would run another one's code."""
    root = root.resolve()
    main = _module_of("stacks.__main__", root)
    contracts = importlib.import_module("stacks.contracts")
    catalog = load_catalog(root / "catalog")
    return Program(
        root=root,
        stacks=all_stacks(tuple(catalog.environments)),
        build=lambda stack: main.build(catalog, stack),
        references=contracts.symbols(catalog),
        prepare=lambda stack: _prepare(stack.layer, catalog.organisation.vendors),
    )


def _prepare(layer: str, vendors: Iterable[str]) -> None:
    """The layer's module, and those of its vendors, which the program imports only where they are used."""
    for module in (f"stacks.{layer}", *(f"stacks.{layer}_{vendor}" for vendor in vendors)):
        if importlib.util.find_spec(module):
            touch_providers(module)


def touch_providers(module: str) -> None:
    """Import the module, load the provider modules that the program announces (they are lazy), and let the SDK read the types of
    the classes that the program mentions: once here in place of once in every process.

    A module that cannot be imported is left to the stack that needs it: there, the error is that stack's own.
    """
    # Importing may print; standard output belongs to the plan.
    with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(Exception, SystemExit):
        importlib.import_module(module)
    for own in _modules_of(frozenset({module.split(".", maxsplit=1)[0], "components"})):
        names = _names_in(own.__name__)
        for provider in [value for value in list(vars(own).values()) if isinstance(value, types.ModuleType)]:
            for name in names & vars(provider).keys():
                _read_types(vars(provider)[name])


def _modules_of(packages: frozenset[str]) -> list[types.ModuleType]:
    return [module for name, module in list(sys.modules.items()) if name.split(".", maxsplit=1)[0] in packages]


@cache
def _names_in(module: str) -> frozenset[str]:
    """Every name that the code of a module mentions."""
    spec = importlib.util.find_spec(module)
    code = spec.loader.get_code(module) if spec and isinstance(spec.loader, InspectLoader) else None
    names: set[str] = set()
    waiting = [code] if code else []
    while waiting:
        code = waiting.pop()
        names.update(code.co_names)
        waiting += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return frozenset(names)


def _read_types(mentioned: object) -> None:
    """Fill the SDK's own caches (pulumi._types)."""
    if not isinstance(mentioned, type):
        return
    if issubclass(mentioned, pulumi.CustomResource):
        resource_types(mentioned)
        module = sys.modules[mentioned.__module__]
        # Where a nested type has taken the name, the SDK calls the resource's own arguments so.
        own = getattr(module, f"{mentioned.__name__}InitArgs", None) or getattr(module, f"{mentioned.__name__}Args", None)
        _read_types(own)
    elif is_input_type(mentioned):
        input_type_types(mentioned)


def _module_of(name: str, root: Path) -> Any:
    """The module, once it is sure that it is this project's."""
    if str(root) not in sys.path:
        sys.path.insert(0, str(root))
    module = importlib.import_module(name)
    found = Path(module.__file__ or "").resolve()
    if not found.is_relative_to(root):
        raise ForeignProgramError(
            f"Python finds the program of another project: {found}, expected one in {root}; set PYTHONPATH={root}, or install this project"
        )
    return module
