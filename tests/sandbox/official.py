"""What the official provider's SDK says of a type: its inputs by their names on the wire."""

import inspect
import warnings
from importlib import import_module

from pulumi._types import resource_py_to_pulumi_names


def inputs_of(token: str) -> frozenset[str]:
    """The inputs of `aws:ec2/vpc:Vpc`, in camelCase."""
    service, class_name = token.split(":")[1].partition("/")[0], token.rpartition(":")[2]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the SDK imports its own deprecated types
        resource = getattr(import_module(f"pulumi_aws.{'lambda_' if service == 'lambda' else service}"), class_name)
    names = resource_py_to_pulumi_names(resource)
    given = set(inspect.signature(resource._internal_init).parameters) - {"resource_name", "opts", "__props__", "__self__"}
    return frozenset(names.get(name) or camel(name) for name in given)


def camel(name: str) -> str:
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(word.capitalize() for word in rest)
