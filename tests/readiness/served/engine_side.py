"""Speaks to the served pack as the engine does: started by the SDK's own module, asked over gRPC about a recorded stack."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from estate.graph.model import Resource, StackGraph, is_secret, is_unknown
from estate.graph.references import uses

ROOT = Path(__file__).parents[3]
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "a-secret"}
"""A secret as the engine marks it (Pulumi's engine protocol, property values)."""
LARGEST = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]
STACK = "pulumi:pulumi:Stack"
LEVELS = {analyzer_pb2.ADVISORY: "advisory", analyzer_pb2.MANDATORY: "mandatory"}


@dataclass(frozen=True, order=True)
class Said:
    """What the pack says of one resource."""

    check: str
    subject: str
    """The URN of what fails; the title of what is undecided."""
    outcome: str
    level: str
    text: str


@contextmanager
def served(folder: Path = ROOT / "policies") -> Iterator[analyzer_pb2_grpc.AnalyzerStub]:
    """The pack in a process of its own, started as Pulumi's language host starts it."""
    process = subprocess.Popen(  # noqa: S603 - this interpreter and the SDK's module
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(folder)],
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=LARGEST) as channel:
            yield analyzer_pb2_grpc.AnalyzerStub(channel)
    finally:
        process.kill()
        process.communicate()


def verdicts(stub: analyzer_pb2_grpc.AnalyzerStub, graph: StackGraph, *, first_time: bool) -> set[Said]:
    """Everything that a preview of the stack hears; `first_time`: nothing of it exists, so that no id is known."""
    stub.Handshake(analyzer_pb2.AnalyzerHandshakeRequest(engine_address="127.0.0.1:1"))
    stub.ConfigureStack(analyzer_pb2.AnalyzerStackConfigureRequest(stack=graph.name, project="estate", dry_run=True))
    levels = {policy.name: policy.enforcementLevel for policy in stub.GetAnalyzerInfo(empty_pb2.Empty()).policies}
    config = {name: analyzer_pb2.PolicyConfig(enforcementLevel=level) for name, level in levels.items()}
    stub.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig=config))
    answers = [stub.Analyze(registered(one, graph, first_time=first_time)) for one in graph.resources]
    request = analyzer_pb2.AnalyzeStackRequest(resources=whole(graph, first_time=first_time))
    answers.append(stub.AnalyzeStack(request))
    said = [one for answer in answers for diagnostic in answer.diagnostics for one in _said(diagnostic)]
    assert len(said) == len(set(said)), "nothing is said twice"
    return set(said)


def registered(resource: Resource, graph: StackGraph, *, first_time: bool) -> analyzer_pb2.AnalyzeRequest:
    """A resource as the engine shows it before it is made."""
    return analyzer_pb2.AnalyzeRequest(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=message(resource.inputs, first_time=first_time),
        options=analyzer_pb2.AnalyzerResourceOptions(protect=resource.protect, parent=resource.parent or stack_urn(graph)),
    )


def whole(graph: StackGraph, *, first_time: bool) -> list[analyzer_pb2.AnalyzerResource]:
    """The stack as the engine shows it in the end. What a provider computes is not known in a preview."""
    given: dict[str, dict[str, set[str]]] = {}
    for use in uses((graph,)):
        if use.prop and use.owner.startswith("urn:"):
            prop = use.prop.partition(".")[0].partition("[")[0]
            given.setdefault(use.user, {}).setdefault(prop, set()).add(use.owner)
    stack = analyzer_pb2.AnalyzerResource(type=STACK, urn=stack_urn(graph), name=f"estate-{graph.name}")
    return [stack, *(_ended(one, graph, given.get(one.urn, {}), first_time=first_time) for one in graph.resources)]


def _ended(resource: Resource, graph: StackGraph, given: Mapping[str, set[str]], *, first_time: bool) -> analyzer_pb2.AnalyzerResource:
    outputs = {**resource.inputs, "id": {"$unknown": True}, "arn": {"$unknown": True}}
    return analyzer_pb2.AnalyzerResource(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=message(outputs, first_time=first_time),
        options=analyzer_pb2.AnalyzerResourceOptions(protect=resource.protect),
        parent=resource.parent or stack_urn(graph),
        dependencies=resource.depends_on,
        propertyDependencies={prop: analyzer_pb2.AnalyzerPropertyDependencies(urns=sorted(urns)) for prop, urns in given.items()},
    )


def stack_urn(graph: StackGraph) -> str:
    return f"urn:pulumi:{graph.name}::estate::{STACK}::estate-{graph.name}"


def message(values: Mapping[str, Any], *, first_time: bool) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update({name: _wired(value, first_time=first_time) for name, value in values.items()})
    return struct


def _wired(value: Any, *, first_time: bool) -> Any:
    if is_unknown(value) or (first_time and isinstance(value, str) and "${" in value):
        return rpc.UNKNOWN
    if is_secret(value):
        return SECRET
    if isinstance(value, dict):
        return {name: _wired(member, first_time=first_time) for name, member in value.items()}
    return [_wired(member, first_time=first_time) for member in value] if isinstance(value, list) else value


def _said(diagnostic: analyzer_pb2.AnalyzeDiagnostic) -> Iterator[Said]:
    level = LEVELS[diagnostic.enforcementLevel]
    lines = diagnostic.message.split("\n")[1:]
    if not lines[0].startswith("undecided: "):
        outcome = "fail" if diagnostic.urn else "unseen"
        yield Said(diagnostic.policyName, diagnostic.urn, outcome, level, diagnostic.message.replace("\n", ": "))
        return
    for line in lines:
        reason, _, titles = line.removeprefix("undecided: ").rpartition(": ")
        yield from (Said(diagnostic.policyName, title, "undecided", level, reason) for title in titles.split(", "))
