"""How PromQL writes numbers, lengths of time and names."""

from collections.abc import Iterable
from datetime import timedelta
from fractions import Fraction

UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1), "s": timedelta(seconds=1)}


def length(window: timedelta) -> str:
    """`5m`, `6h` or `3d`; the largest unit that is whole."""
    unit = next(unit for unit, size in UNITS.items() if window % size == timedelta(0))
    return f"{window // UNITS[unit]}{unit}"


def number(value: Fraction | float) -> str:
    """A number as Prometheus reads it, without needless digits: `0.0072`, `90`."""
    return f"{float(value):.12g}"


def quoted(text: str) -> str:
    """A string of PromQL."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def any_of(names: Iterable[str]) -> str:
    """A regular expression that matches exactly these names of the catalog; their dots are dots."""
    return "|".join(name.replace(".", "[.]") for name in names)
