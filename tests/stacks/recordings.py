"""The graphs of the reference estate's own stacks."""

import importlib
from functools import cache

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.graph.record import Recording, record
from estate.graph.symbols import Symbols
from estate.layers import all_stacks
from stacks import contracts
from tests.components.builds import ROOT


@cache
def reference_catalog() -> Catalog:
    """The catalog of the reference estate."""
    return load_catalog(ROOT / "catalog")


def stacks_with_a_program() -> list[str]:
    """The stacks whose layer has a file."""
    stacks = all_stacks(tuple(reference_catalog().environments))
    return [str(stack) for stack in stacks if (ROOT / f"stacks/{stack.layer}.py").exists()]


@cache
def recording_of(stack: str) -> Recording:
    """What the stack `network-dev` registers, without an account."""
    catalog = reference_catalog()
    layer, environment = stack.split("-")
    module = importlib.import_module(f"stacks.{layer}")
    answers = Symbols(contracts.symbols(catalog))
    return record(lambda: module.build(catalog, catalog.environments.get(environment)), stack=stack, answers=answers, root=ROOT)
