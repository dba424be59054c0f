"""The types of AWS's resources that take tags."""

import json
from functools import cache
from importlib.resources import files
from typing import cast

WORD = "taggable"
"""Stands for all of them among the types of a check."""


@cache
def taggable() -> frozenset[str]:
    """The types that take tags as a mapping: the resource classes of pulumi-aws 7.51.1 whose argument `tags` is one."""
    content = files("estate.readiness").joinpath("taggable.json").read_text(encoding="utf-8")
    return frozenset(cast("list[str]", json.loads(content)))
