"""What the engine hands over, as the resources that checks read.

A check reads what the program asks for: the inputs, which the engine shows when it registers a resource. At the end it shows every
resource once more, with its outputs, its parent, and the resources that went into each property. That takes the place of a plan's
symbols: an id is not known before the deployment, and whose id it is, is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pulumi.runtime.proto import analyzer_pb2

from estate.graph.model import Resource, StackGraph
from estate.graph.record import STACK_TYPE
from estate.graph.wire import public
from estate.layers import StackName
from estate.readiness.resources import Sources

INTERNAL = "__"
"""Begins the names of what the engine and the providers keep for themselves."""
NAMES = ("id", "arn", "url")
"""The outputs by which others refer to a resource that exists. What else a provider computes, no program has asked for."""


@dataclass(frozen=True, kw_only=True)
class Handed:
    """One stack, as the engine shows it."""

    graph: StackGraph
    real: Mapping[str, Mapping[str, Any]]
    sources: Sources


def stack_name(urn: str) -> str:
    """`network-dev` of `urn:pulumi:network-dev::estate::aws:ec2/vpc:Vpc::main`."""
    return urn.partition("::")[0].rpartition(":")[2]


def resource_of(message: analyzer_pb2.AnalyzeRequest | analyzer_pb2.AnalyzerResource) -> Resource:
    """One resource. Who depends on whom is said only at the end."""
    inputs = _given(message)
    at_the_end = isinstance(message, analyzer_pb2.AnalyzerResource)
    return Resource(
        urn=message.urn,
        type=message.type,
        name=message.name,
        parent=message.parent if at_the_end else message.options.parent,
        custom=message.HasField("provider"),
        inputs=inputs,
        depends_on=tuple(sorted(message.dependencies)) if at_the_end else (),
        protect=message.options.protect,
        aliases=tuple(message.options.aliases),
        ignore_changes=tuple(message.options.ignoreChanges),
        region=inputs.get("region"),
        source=None,
    )


def handed(stack: StackName, messages: Iterable[analyzer_pb2.AnalyzerResource], seen: Mapping[str, Resource]) -> Handed:
    """All of a stack; `seen` holds the resources as they were registered, by URN. One that was not has only its outputs."""
    given = [message for message in messages if message.type != STACK_TYPE]
    resources = (_with_inputs(resource_of(message), seen) for message in given)
    return Handed(
        graph=StackGraph(
            name=str(stack),
            layer=stack.layer,
            environment=stack.environment,
            resources=tuple(sorted(resources, key=lambda resource: resource.urn)),
            outputs={},
        ),
        real={message.urn: _names(message) for message in given},
        sources={
            message.urn: {prop: tuple(dependencies.urns) for prop, dependencies in message.propertyDependencies.items()}
            for message in given
        },
    )


def _with_inputs(resource: Resource, seen: Mapping[str, Resource]) -> Resource:
    registered = seen.get(resource.urn)
    return resource if registered is None else replace(resource, inputs=registered.inputs, region=registered.region)


def _given(message: analyzer_pb2.AnalyzeRequest | analyzer_pb2.AnalyzerResource) -> dict[str, Any]:
    return {name: value for name, value in public(message.properties).items() if not name.startswith(INTERNAL)}


def _names(message: analyzer_pb2.AnalyzerResource) -> dict[str, str]:
    outputs = public(message.properties)
    return {name: outputs[name] for name in NAMES if isinstance(outputs.get(name), str)}
