"""What holds for every component, built with its smallest and its largest arguments.

A component `components/aws/x.py` has its samples in `tests/components/samples/x.py`: two functions, `smallest` and `largest`.
Those of any other vendor have theirs in a folder of the vendor, such as `tests/components/samples/pagerduty/x.py`.
"""

import importlib
import inspect
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi._types import input_type_types

from estate.graph.model import Resource, is_secret, is_unknown
from estate.graph.record import Recording
from tests.components.accepted import arguments_of, refused
from tests.components.builds import REQUIRED_TAGS, ROOT, SCOPE, graph_of

COMPONENTS = ROOT / "components"
PATHS = [path.relative_to(COMPONENTS) for path in COMPONENTS.glob("*/*.py") if path.stem != "__init__"]
MODULES = sorted(".".join(path.with_suffix("").parts) for path in PATHS)
SIZES = ("smallest", "largest")
TOKENS = Path(__file__).with_name("type_tokens.json")
SECRET_WORDS = re.compile(r"(password|secretstring|authtoken|privatekey|accesskey)$", re.IGNORECASE)


def components_of(module: str) -> list[type[pulumi.ComponentResource]]:
    """The components that the module, such as `aws.queue`, defines."""
    found = inspect.getmembers(importlib.import_module(f"components.{module}"), inspect.isclass)
    return [cls for _, cls in found if issubclass(cls, pulumi.ComponentResource) and cls.__module__ == f"components.{module}"]


WITH_COMPONENTS = [module for module in MODULES if components_of(module)]
CASES = [pytest.param(module, size, id=f"{module}-{size}") for module in WITH_COMPONENTS for size in SIZES]


def build_afresh(module: str, size: str) -> Recording:
    """The graph of one sample."""
    return graph_of(getattr(importlib.import_module(f"tests.components.samples.{module.removeprefix('aws.')}"), size))


build = cache(build_afresh)


def input_types(resource: Resource) -> Mapping[str, Any]:
    """The inputs that the resource's type knows, by their name on the wire."""
    return input_type_types(arguments_of(resource.type))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of the inputs with its path; the marks of unknown and secret values are leaves."""
    if isinstance(value, dict) and not is_unknown(value) and not is_secret(value):
        for name, member in value.items():
            yield from leaves(member, f"{path}.{name}")
    elif isinstance(value, list):
        for member in value:
            yield from leaves(member, path)
    else:
        yield path, value


def tags_of(resource: Resource) -> Mapping[str, str]:
    """The tags, also of an autoscaling group, which lists them with a key and a value."""
    given = resource.inputs.get("tags", {})
    return {tag["key"]: tag["value"] for tag in given} if isinstance(given, list) else given


@pytest.mark.parametrize("module", WITH_COMPONENTS)
def test_every_component_class_has_its_frozen_type_token(module: str) -> None:
    frozen = json.loads(TOKENS.read_text())
    tokens = {resource.type for size in SIZES for resource in build(module, size).resources if not resource.custom}
    expected = {frozen.get(f"components.{module}:{cls.__name__}") for cls in components_of(module)}
    assert expected <= tokens, f"{module}: type_tokens.json says {expected}, the samples register {tokens}"


def test_type_tokens_are_listed_once_each_and_for_nothing_else() -> None:
    frozen = json.loads(TOKENS.read_text())
    classes = {f"components.{module}:{cls.__name__}" for module in MODULES for cls in components_of(module)}
    assert set(frozen) == classes
    assert len(set(frozen.values())) == len(frozen)
    assert all(re.fullmatch(r"estate:[a-z]+:[A-Z][A-Za-z]+", token) for token in frozen.values())


@pytest.mark.parametrize(("module", "size"), CASES)
def test_every_child_has_its_component_as_an_ancestor(module: str, size: str) -> None:
    resources = build(module, size).resources
    components = {resource.urn for resource in resources if not resource.custom}
    made = [resource for resource in resources if resource.custom and not resource.is_default_provider]
    assert not [resource.urn for resource in made if resource.parent not in components]


@pytest.mark.parametrize(("module", "size"), CASES)
def test_every_taggable_resource_carries_every_required_tag(module: str, size: str) -> None:
    missing = {
        resource.urn: sorted(set(REQUIRED_TAGS) - set(tags_of(resource)))
        for resource in build(module, size).resources
        if resource.type.startswith("aws:") and "tags" in input_types(resource)
    }
    assert not {urn: tags for urn, tags in missing.items() if tags}


@pytest.mark.parametrize(("module", "size"), CASES)
def test_declared_outputs_are_registered_and_no_others(module: str, size: str) -> None:
    recording = build(module, size)
    frozen = json.loads(TOKENS.read_text())
    for cls in components_of(module):
        declared = {name for name, kind in inspect.get_annotations(cls).items() if "Output" in str(kind)}
        token = frozen[f"components.{module}:{cls.__name__}"]
        urns = [resource.urn for resource in recording.resources if resource.type == token]
        for urn in urns:
            registered = {name for name, value in recording.component_outputs.get(urn, {}).items() if value is not None}
            assert registered <= declared, f"{cls.__name__} registers {registered - declared} without declaring it"
            if size == "largest":
                assert registered == declared, f"{cls.__name__} declares {declared - registered} and never registers it"


@pytest.mark.parametrize(("module", "size"), CASES)
def test_no_secret_stands_in_plain_text(module: str, size: str) -> None:
    plain = [
        (resource.urn, path)
        for resource in build(module, size).resources
        for path, value in leaves(resource.inputs)
        if SECRET_WORDS.search(path.rsplit(".", 1)[-1]) and isinstance(value, str)
    ]
    assert not plain


@pytest.mark.parametrize(("module", "size"), CASES)
def test_the_provider_accepts_every_input(module: str, size: str) -> None:
    assert not refused(build(module, size).resources)


@pytest.mark.parametrize(("module", "size"), CASES)
def test_the_same_arguments_give_the_same_graph(module: str, size: str) -> None:
    assert build_afresh(module, size) == build(module, size)


@pytest.mark.parametrize(("module", "size"), CASES)
def test_every_role_stays_within_the_account_s_boundary(module: str, size: str) -> None:
    roles = [resource for resource in build(module, size).resources if resource.type == "aws:iam/role:Role"]
    assert not [role.urn for role in roles if role.inputs.get("permissionsBoundary") != SCOPE.boundary_arn]
