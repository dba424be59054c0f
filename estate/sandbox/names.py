"""Automatic names, as the official provider makes them: `<logical name>-<7 hexadecimal digits>`."""

from collections.abc import Callable

from estate.sandbox.errors import NameTooLong
from estate.sandbox.row import Inputs, Row
from estate.sandbox.template import fill, text

DIGITS = 7  # of the suffix; Pulumi, "Autonaming configuration"
PREFIX_DIGITS = 26  # of what follows a given beginning; Terraform's plug-in SDK, `id.UniqueIDSuffixLength`

Digits = Callable[[int], str]
"""Gives so many hexadecimal digits; the engine's seed makes them the same for the same program."""


def with_name(row: Row, logical_name: str, inputs: Inputs, digits: Digits) -> dict[str, object]:
    """The inputs with the name that the provider would give; a name that the program gives stays. Raises NameTooLong."""
    named, naming = dict(inputs), row.naming
    if naming is None or named.get(naming.property):
        return named
    ending = text(fill(naming.ending, {"in": inputs}))
    beginning = named.get(naming.prefix)
    stem = f"{beginning}{digits(PREFIX_DIGITS)}" if beginning else f"{logical_name}{naming.separator}{digits(DIGITS)}"
    name = f"{naming.stem}{stem.lower() if naming.lower else stem}{ending}"
    if len(name) > naming.limit:
        raise NameTooLong(token=row.token, name=name, limit=naming.limit)
    return {**named, naming.property: name}


def is_named_by_program(row: Row, inputs: Inputs) -> bool:
    """Whether the program fixes the physical name, so that a replacement must delete first."""
    return row.naming is not None and bool(inputs.get(row.naming.property))
