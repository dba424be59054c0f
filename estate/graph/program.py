"""A Pulumi program that is one of several stacks, and where it comes from.

Nothing here names a program: whoever plans hands one in, or the folder that holds one. So the same tools plan this
working tree, another revision of it, and the small programs of the tests.
"""

import contextlib
import importlib
import sys
import types
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
        prepare=lambda stack: touch_providers(f"stacks.{stack.layer}"),
    )


def touch_providers(module: str) -> None:
    """Import the module, and load every provider module that it and what it imports merely announce (they are lazy).

    A module that cannot be imported is left to the stack that needs it: there, the error is that stack's own.
    """
    # Importing may print; standard output belongs to the plan.
    with contextlib.redirect_stdout(sys.stderr), contextlib.suppress(Exception, SystemExit):
        importlib.import_module(module)
        for imported in _imported_by(frozenset({module.split(".", maxsplit=1)[0], "components"})):
            vars(imported)


def _imported_by(packages: frozenset[str]) -> list[types.ModuleType]:
    """Every module that stands as a name in a module of the packages."""
    own = [module for name, module in list(sys.modules.items()) if name.split(".", maxsplit=1)[0] in packages]
    return [value for module in own for value in list(vars(module).values()) if isinstance(value, types.ModuleType)]


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
