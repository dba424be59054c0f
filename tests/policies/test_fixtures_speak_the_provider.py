"""The properties in fixtures are the provider's: a check that reads a misspelt one would pass or fail for ever, with its fixtures."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

import pytest
from pulumi._types import input_type_types, is_input_type

from estate.graph.model import is_secret, is_unknown
from estate.graph.symbols import resource_class
from estate.readiness.check import Check
from estate.readiness.fixtures import load_fixtures
from estate.readiness.pack import load_pack
from tests.policies.bad_world import POLICIES

CHECKS = load_pack(POLICIES).checks
PROVIDERS = ("aws:", "datadog:", "newrelic:", "opsgenie:", "pagerduty:")
DOCUMENTS = frozenset({"policy", "assumeRolePolicy", "containerDefinitions"})
"""Texts of the provider that a fixture may write out as what stands in them."""


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_fixtures_name_properties_that_the_provider_has(check: Check) -> None:
    wrong = [
        f"{fixture.name}: {given.type} has no input {path}"
        for fixture in load_fixtures(check, POLICIES)
        for given in fixture.resources
        if given.type.startswith(PROVIDERS)
        for path in _strangers(given.inputs, _arguments(given.type), "")
    ]
    assert not wrong, "\n".join(wrong)


@cache
def _arguments(token: str) -> type:
    """The SDK's class of the type's inputs."""
    resource = resource_class(token)
    module = __import__(resource.__module__, fromlist=["_"])
    arguments: type = getattr(module, f"{resource.__name__}InitArgs", None) or getattr(module, f"{resource.__name__}Args")
    return arguments


def _strangers(inputs: Mapping[str, Any], arguments: type, path: str) -> Iterator[str]:
    kinds = input_type_types(arguments)
    for key, value in inputs.items():
        if key not in kinds:
            yield f"{path}{key}"
        elif key not in DOCUMENTS:
            yield from _below(value, _input_types(kinds[key]), f"{path}{key}")


def _below(value: object, kinds: list[type], path: str) -> Iterator[str]:
    """What no class of inputs knows; a property that may be of several is held against the first."""
    if isinstance(value, list):
        for member in value:
            yield from _below(member, kinds, path)
    elif isinstance(value, dict) and kinds and not is_unknown(value) and not is_secret(value):
        yield from _strangers(value, kinds[0], f"{path}.")


def _input_types(kind: Any) -> list[type]:
    """The classes of inputs inside `Input[Sequence[Input[X]]]`."""
    if isinstance(kind, type) and is_input_type(kind):
        return [kind]
    return [found for part in get_args(kind) for found in _input_types(part)]
