"""What the official provider's SDK says of a type: its inputs by their names on the wire."""

import inspect
import warnings
from collections.abc import Mapping
from importlib import import_module
from typing import Any

from pulumi._types import resource_py_to_pulumi_names, resource_types
from pulumi.runtime import rpc


def class_of(token: str) -> type[Any]:
    """The class of `aws:ec2/vpc:Vpc`."""
    service, class_name = token.split(":")[1].partition("/")[0], token.rpartition(":")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the SDK imports its own deprecated types
        return getattr(import_module(f"pulumi_aws.{'lambda_' if service == 'lambda' else service}"), class_name)


def misread(token: str, outputs: Mapping[str, object]) -> list[str]:
    """The outputs that the SDK cannot turn into the types that the program sees, and what it says of each."""
    types = resource_types(class_of(token))
    found: list[str] = []
    for name, value in outputs.items():
        try:
            rpc.translate_output_properties(value, str, types.get(name), transform_using_type_metadata=True)
        except (AssertionError, TypeError) as error:
            found.append(f"{name}: {error}")
    return found


def inputs_of(token: str) -> frozenset[str]:
    """The inputs of a type, in camelCase."""
    resource = class_of(token)
    names = resource_py_to_pulumi_names(resource)
    given = set(inspect.signature(resource._internal_init).parameters) - {"resource_name", "opts", "__props__", "__self__"}
    return frozenset(names.get(name) or camel(name) for name in given)


def camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
