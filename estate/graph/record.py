"""Runs a Pulumi program under the SDK's mocks and keeps every registration as the engine would receive it.

`Mocks.new_resource` never sees parents, protection, aliases or source lines; the monitor below the mocks does. Each program
runs in a context and an event loop of its own, because the SDK keeps its state in context variables.
"""

import asyncio
import contextvars
import re
from abc import abstractmethod
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime import mocks, rpc, settings
from pulumi.runtime.proto import alias_pb2, resource_pb2
from pulumi.runtime.stack import run_in_stack

from estate.graph import wire
from estate.graph.model import PROVIDER, Resource
from estate.graph.source import place_of_trace

PROJECT = "estate"
STACK_TYPE = "pulumi:pulumi:Stack"
OWN_PACKAGE = "pulumi"
"""Of what the engine provides itself: stacks, references to them, providers."""

PATIENCE = 0.2  # seconds; nothing is waited for but other tasks of the same thread

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Recording:
    """What a program registered, sorted by URN, and what it exported."""

    resources: tuple[Resource, ...]
    outputs: Mapping[str, Any]
    component_outputs: Mapping[str, Mapping[str, Any]]
    """What each component said that it gives, by URN."""


def record(
    program: Callable[[], None], *, stack: str, answers: mocks.Mocks, root: Path, preview: bool = True, waits: bool = True
) -> Recording:
    """Run the program as the stack; `answers` say what registrations return. What the program raises passes through.

    `root` is the folder that source lines are relative to. With `preview`, an output that nobody knows stays unknown.
    Answers that wait for nothing (`waits=False`) are given on the program's own thread: sooner, and in the same order in
    every run, so that of several mistakes it is always the same one that is told.
    """
    monitor = RecordingMonitor(answers, root=root)
    run = _run(program, stack=stack, monitor=monitor, preview=preview, waits=waits)
    contextvars.Context().run(asyncio.run, run)
    stack_outputs = {} if monitor.stack_urn is None else monitor.outputs.pop(monitor.stack_urn, {})
    return Recording(
        resources=tuple(sorted(monitor.resources_seen, key=lambda resource: resource.urn)),
        outputs=stack_outputs,
        component_outputs=monitor.outputs,
    )


async def _run(program: Callable[[], None], *, stack: str, monitor: "RecordingMonitor", preview: bool, waits: bool) -> None:
    if not waits:
        asyncio.get_running_loop().set_default_executor(SameThread())
    mocks.set_mocks(monitor.mocks, project=PROJECT, stack=stack, preview=preview, monitor=monitor, organization="organization")
    # set_mocks makes a stack whose outputs are registered at once; a stack of our own sees the exports.
    settings.ROOT.set(None)
    try:
        await run_in_stack(program)
    except Exception:
        if not waits:
            await _settle()
        raise


async def _settle() -> None:
    """Let whatever is under way end, so that every run finds the same mistakes; what waits for a failed one never ends."""
    while pending := asyncio.all_tasks() - {asyncio.current_task()}:
        done, _ = await asyncio.wait(pending, timeout=PATIENCE)
        if not done:
            return


class WireAnswers(mocks.Mocks):
    """Answers that come as they go over the wire: nothing has to be translated there and back."""

    @abstractmethod
    def answer(self, request: resource_pb2.RegisterResourceRequest) -> tuple[str, struct_pb2.Struct]:
        """The id and the outputs of a registration."""


class RecordingMonitor(mocks.MockMonitor):
    """The mocks' monitor, with a memory, and with the URNs that the engine makes."""

    def __init__(self, answers: mocks.Mocks, *, root: Path) -> None:
        super().__init__(answers)
        self.resources_seen: list[Resource] = []
        self.outputs: dict[str, dict[str, Any]] = {}
        self.stack_urn: str | None = None
        self._default_providers: set[str] = set()
        self._root = root.resolve()

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """The engine's URN: the types of all parents but the stack, then the type itself."""
        inherited = parent.split("::")[2] if parent else STACK_TYPE
        qualified = type_ if inherited == STACK_TYPE else f"{inherited}${type_}"
        return f"urn:pulumi:{settings.get_stack()}::{settings.get_project()}::{qualified}::{name}"

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> resource_pb2.RegisterResourceResponse:
        """Answer and remember."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if request.type == STACK_TYPE:
            self.stack_urn = urn
            return resource_pb2.RegisterResourceResponse(urn=urn)
        self._remember_default_provider(request)
        self.resources_seen.append(self._resource(request, urn))
        if isinstance(self.mocks, WireAnswers):
            identifier, state = self.mocks.answer(request)
            return resource_pb2.RegisterResourceResponse(urn=urn, id=identifier, object=state)
        identifier, state = self._answer(
            mocks.MockResourceArgs(
                typ=request.type,
                name=request.name,
                inputs=rpc.deserialize_properties(request.object),
                provider=request.provider,
                resource_id=request.importId,
                custom=request.custom,
            ),
            urn,
        )
        return resource_pb2.RegisterResourceResponse(urn=urn, id=identifier, object=state)

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> resource_pb2.ReadResourceResponse:
        """Answer, such as a stack reference; what is only read is no part of the graph."""
        urn = self.make_urn(request.parent, request.type, request.name)
        _, state = self._answer(
            mocks.MockResourceArgs(
                typ=request.type,
                name=request.name,
                inputs=rpc.deserialize_properties(request.properties),
                provider=request.provider,
                resource_id=request.id,
            ),
            urn,
        )
        return resource_pb2.ReadResourceResponse(urn=urn, properties=state)

    def _answer(self, given: mocks.MockResourceArgs, urn: str) -> tuple[str, struct_pb2.Struct]:
        identifier, state = self.mocks.new_resource(given)
        self.resources[urn] = self.ResourceRegistration(urn, identifier or "", state)
        return identifier or "", _finished(rpc.serialize_properties(state, {}))

    def RegisterResourceOutputs(self, request: resource_pb2.RegisterResourceOutputsRequest) -> empty_pb2.Empty:
        """Remember what a component, or the stack, gives."""
        self.outputs[request.urn] = wire.public(request.outputs)
        return empty_pb2.Empty()

    def _remember_default_provider(self, request: resource_pb2.RegisterResourceRequest) -> None:
        """What names no provider gets the engine's own, one for each version of a package.

        The engine's name of it also has the address that the package comes from, where its SDK gives one; none in use does.
        """
        package = request.type.partition(":")[0]
        if not request.custom or request.provider or package == OWN_PACKAGE:
            return
        name = "_".join(["default", *re.findall(r"\w+", request.version)])
        urn = self.make_urn("", f"{PROVIDER}{package}", name)
        if urn not in self._default_providers:
            self._default_providers.add(urn)
            self.resources_seen.append(default_provider(urn, version=request.version))

    def _resource(self, request: resource_pb2.RegisterResourceRequest, urn: str) -> Resource:
        inputs = wire.public(request.object)
        return Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            parent=request.parent,
            custom=request.custom,
            inputs=inputs,
            depends_on=tuple(sorted(set(request.dependencies))),
            protect=request.protect,
            aliases=tuple(self._alias(alias, request) for alias in request.aliases),
            ignore_changes=tuple(request.ignoreChanges),
            region=inputs.get("region"),
            source=place_of_trace(request.stackTrace, self._root),
            replace_on_changes=tuple(request.replaceOnChanges),
            delete_before_replace=request.deleteBeforeReplace,
        )

    def _alias(self, alias: alias_pb2.Alias, request: resource_pb2.RegisterResourceRequest) -> str:
        if alias.urn:
            return alias.urn
        spec = alias.spec
        parent = "" if spec.noParent else spec.parentUrn or request.parent
        urn = self.make_urn(parent, spec.type or request.type, spec.name or request.name)
        own = f"urn:pulumi:{settings.get_stack()}::{settings.get_project()}::"
        return f"urn:pulumi:{spec.stack or settings.get_stack()}::{spec.project or settings.get_project()}::{urn.removeprefix(own)}"


def default_provider(urn: str, *, version: str) -> Resource:
    """A provider that no program made. The stack's configuration, which it also takes, is no part of a plan."""
    _, _, type_, name = urn.split("::")
    return Resource(
        urn=urn,
        type=type_,
        name=name,
        parent="",
        custom=True,
        inputs={"version": version} if version else {},
        depends_on=(),
        protect=False,
        aliases=(),
        ignore_changes=(),
        region=None,
        source=None,
    )


class SameThread(ThreadPoolExecutor):
    """Calls at once what it is given."""

    def submit(self, call: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """A future that is done."""
        future: Future[R] = Future()
        try:
            future.set_result(call(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - whoever awaits the future gets it, as from any executor
            future.set_exception(error)
        return future


def _finished(work: Coroutine[Any, Any, R]) -> R:
    """The result of a coroutine that has nothing to wait for, without an event loop.

    The mocks' own monitor runs such a coroutine in the loop, and so runs whatever else is ready inside the registration:
    a thousand registrations would stand inside each other.
    """
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    work.close()
    raise TypeError("a mock's answer holds outputs; expected plain values")


def as_struct(values: Mapping[str, Any]) -> struct_pb2.Struct:
    """Plain values as the protocol's struct."""
    struct = struct_pb2.Struct()
    struct.update(values)
    return struct
