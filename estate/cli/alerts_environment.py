"""The environment that a command on alerts is about."""

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.mistakes import show
from estate.catalog.words import any_of, did_you_mean
from estate.errors import InputError


def known_environment(catalog: Catalog, name: str) -> Environment:
    """The environment of that name. InputError with the nearest."""
    if name in catalog.environments:
        return catalog.environments[name]
    hint = did_you_mean(name, catalog.environments) or f"expected {any_of(catalog.environments)}"
    raise InputError(f"{show(name)} is no environment\n    {hint}")
