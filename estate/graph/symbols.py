"""Answers for a program that runs without an account: every computed string is a symbol that names where it comes from.

`${ec2/vpc.main.id}` is the id of the VPC `main`; `${network-dev.vpc_id}` is an output of another stack. Nested objects, lists
and numbers stay unknown, unless `COMPUTED` knows the shape of the list that a program indexes.
"""

import importlib
import keyword
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from typing import Any

from google.protobuf import struct_pb2
from pulumi._types import resource_types
from pulumi.runtime import mocks, rpc
from pulumi.runtime.proto import resource_pb2

from estate.graph.record import WireAnswers

STACK_REFERENCE = "pulumi:pulumi:StackReference"

References = Mapping[str, Mapping[str, Any]]
"""What other stacks export, by stack name."""


Shape = Callable[[str, Mapping[str, Any]], list[dict[str, str]]]
"""A list of objects made from a resource's name and inputs."""


class UnansweredError(LookupError):
    """The program asks something that a plan cannot know; the text says where to take it from instead."""


@cache
def resource_class(token: str) -> type:
    """The SDK's class of a type: `aws:ec2/vpc:Vpc` is `pulumi_aws.ec2.Vpc`."""
    package, path, name = token.split(":")
    module = path.split("/")[0]
    module = f"{module}_" if keyword.iskeyword(module) else module
    return getattr(importlib.import_module(f"pulumi_{package}" + ("" if module == "index" else f".{module}")), name)


@cache
def string_outputs(token: str) -> tuple[str, ...]:
    """The output properties of a type that are plain text; none for a type whose package says nothing of it.

    A program may define a resource class by itself; what such a type computes stays unknown.
    """
    if find_spec(f"pulumi_{token.split(':')[0]}") is None:
        return ()
    return tuple(sorted(prop for prop, kind in resource_types(resource_class(token)).items() if kind is str))


def symbol(token: str, name: str, prop: str) -> str:
    """The symbol of a computed property."""
    return f"${{{token.split(':')[1]}.{name}.{prop}}}"


def refusal(token: str) -> str:
    """Why a plan answers no provider function, and where the value can be had."""
    return f"{token}: a plan asks no account; take the value from the catalog, or from the output of a resource"


def _validation_options(name: str, inputs: Mapping[str, Any]) -> list[dict[str, str]]:
    domains = [inputs["domainName"], *inputs.get("subjectAlternativeNames", [])]
    token = "aws:acm/certificate:Certificate"
    fields = ("resourceRecordName", "resourceRecordType", "resourceRecordValue")
    return [
        {"domainName": domain, **{field: symbol(token, name, f"domainValidationOptions[{index}].{field}") for field in fields}}
        for index, domain in enumerate(domains)
    ]


def _user_secrets(name: str, _inputs: Mapping[str, Any]) -> list[dict[str, str]]:
    token = "aws:rds/cluster:Cluster"
    return [{field: symbol(token, name, f"masterUserSecrets[0].{field}") for field in ("kmsKeyId", "secretArn", "secretStatus")}]


# Lists that programs index; their length follows from the inputs (pulumi_aws docstrings of the types).
COMPUTED: Mapping[tuple[str, str], Shape] = {
    ("aws:acm/certificate:Certificate", "domainValidationOptions"): _validation_options,
    ("aws:rds/cluster:Cluster", "masterUserSecrets"): _user_secrets,
}


class Symbols(WireAnswers):
    """Answers registrations with symbols, stack references with what the other stacks' contracts say, and no invoke."""

    def __init__(self, references: References) -> None:
        self._references = references

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        """The id and the outputs of a registration."""
        if args.typ == STACK_REFERENCE:
            return args.name, {"outputs": self._outputs_of(args.name)}
        outputs = dict(args.inputs)
        if args.custom and not args.typ.startswith("pulumi:"):
            self._add_computed(args, outputs)
        return symbol(args.typ, args.name, "id"), outputs

    def answer(self, request: resource_pb2.RegisterResourceRequest) -> tuple[str, struct_pb2.Struct]:
        """The same, as it goes over the wire: the inputs come back as outputs, and what is not known of them stays unknown."""
        outputs = struct_pb2.Struct()
        outputs.CopyFrom(request.object)
        if request.custom and not request.type.startswith("pulumi:"):
            for prop in string_outputs(request.type):
                if prop not in outputs.fields or _says_nothing(outputs.fields[prop]):
                    outputs.fields[prop].string_value = symbol(request.type, request.name, prop)
            for prop, shape in _computed(request.type).items():
                outputs.update({prop: shape(request.name, rpc.deserialize_properties(request.object))})
        return symbol(request.type, request.name, "id"), outputs

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        """Refuses: a plan asks no account."""
        raise UnansweredError(refusal(args.token))

    def _outputs_of(self, stack: str) -> dict[str, Any]:
        short = stack.rsplit("/", 1)[-1]
        if short not in self._references:
            raise UnansweredError(f"no stack {short!r} has a contract; known are {', '.join(sorted(self._references)) or 'none'}")
        return dict(self._references[short])

    def _add_computed(self, args: mocks.MockResourceArgs, outputs: dict[str, Any]) -> None:
        for prop in string_outputs(args.typ):
            if outputs.get(prop) is None:
                outputs[prop] = symbol(args.typ, args.name, prop)
        for prop, shape in _computed(args.typ).items():
            outputs[prop] = shape(args.name, args.inputs)


@cache
def _computed(token: str) -> Mapping[str, Shape]:
    return {prop: shape for (owner, prop), shape in COMPUTED.items() if owner == token}


def _says_nothing(value: struct_pb2.Value) -> bool:
    return value.HasField("null_value") or value.string_value == rpc.UNKNOWN
