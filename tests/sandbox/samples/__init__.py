"""Samples of every type in the table: one module for each of the table's, with its samples in `SAMPLES`."""

import pkgutil
from importlib import import_module
from typing import cast

from tests.sandbox.sample import Sample


def all_samples() -> tuple[Sample, ...]:
    modules = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sample for name in modules for sample in cast("tuple[Sample, ...]", import_module(f"{__name__}.{name}").SAMPLES))
