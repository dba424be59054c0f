"""The program of every stack: reads the catalog and builds the layer that the stack's name says."""

import importlib
from pathlib import Path

import pulumi

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.layers import StackName, parse_stack

CATALOG = Path(__file__).resolve().parents[1] / "catalog"


def main() -> None:
    """Build the stack that the engine asks for."""
    catalog = load_catalog(CATALOG)
    build(catalog, parse_stack(pulumi.get_stack(), tuple(catalog.environments)))


def build(catalog: Catalog, stack: StackName) -> None:
    """Register the resources of one stack; only its layer's module, and so only its providers, are imported."""
    importlib.import_module(f"stacks.{stack.layer}").build(catalog, catalog.environments.get(stack.environment))


if __name__ == "__main__":
    main()
