"""The table: how each AWS type of the estate lives on the emulator, by type token.

The rows of `aws:ec2/vpc:Vpc` stand in `ec2.py`, or in a part of it such as `ec2_endpoints.py`; each module names its rows
in `ROWS`. A module is imported when one of its types is asked for.
"""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import cast

from estate.sandbox.row import Row


@cache
def _modules() -> tuple[str, ...]:
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


@cache
def _rows(module: str) -> Mapping[str, Row]:
    rows = cast("tuple[Row, ...]", import_module(f"{__name__}.{module}").ROWS)
    return {row.token: row for row in rows}


def service_of(token: str) -> str:
    """The part of a token that its module is named for: `ec2` of `aws:ec2/vpc:Vpc`."""
    return token.partition(":")[2].partition("/")[0]


class Table(Mapping[str, Row]):
    """Every row by its token; looking one up imports only its service's modules."""

    def __getitem__(self, token: str) -> Row:
        service = service_of(token)
        for module in _modules():
            if module.partition("_")[0] == service and token in _rows(module):
                return _rows(module)[token]
        raise KeyError(token)

    def __iter__(self) -> Iterator[str]:
        return (token for module in _modules() for token in _rows(module))

    def __len__(self) -> int:
        return sum(len(_rows(module)) for module in _modules())


TABLE: Mapping[str, Row] = Table()
