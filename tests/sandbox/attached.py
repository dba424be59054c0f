"""Speaks to a provider as the engine does: over gRPC, with messages, and with what the last answer said."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import grpc
from google.protobuf import json_format, struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

SEED = bytes(range(32))
DIFF_NONE, DIFF_SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME


def message(values: Mapping[str, Any]) -> struct_pb2.Struct:
    struct = struct_pb2.Struct()
    struct.update(values)
    return struct


def values(struct: struct_pb2.Struct) -> dict[str, Any]:
    return json_format.MessageToDict(struct)


def secret(value: object) -> dict[str, object]:
    """A secret as the engine marks it (Pulumi's engine protocol, property values)."""
    return {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": value}


@contextmanager
def serving(servicer: provider_pb2_grpc.ResourceProviderServicer) -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    """The provider on a port of its own, and a client of it."""
    server = grpc.server(ThreadPoolExecutor(16))
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            yield provider_pb2_grpc.ResourceProviderStub(channel)
    finally:
        server.stop(grace=None)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the engine's state holds of one resource."""

    id: str = ""
    inputs: struct_pb2.Struct
    outputs: struct_pb2.Struct


@dataclass(frozen=True, kw_only=True)
class Attached:
    """One resource of a program, as the engine handles it."""

    stub: provider_pb2_grpc.ResourceProviderStub
    token: str
    name: str = "one"
    stack: str = "network-dev"

    @property
    def urn(self) -> str:
        return f"urn:pulumi:{self.stack}::estate::estate:aws:Parent${self.token}::{self.name}"

    @property
    def who(self) -> dict[str, Any]:
        return {"urn": self.urn, "name": self.name, "type": self.token}

    def check(self, inputs: Mapping[str, Any], old: struct_pb2.Struct | None = None, seed: bytes = SEED) -> provider_pb2.CheckResponse:
        return self.stub.Check(provider_pb2.CheckRequest(**self.who, olds=old or message({}), news=message(inputs), randomSeed=seed))

    def checked(self, inputs: Mapping[str, Any], old: struct_pb2.Struct | None = None, seed: bytes = SEED) -> struct_pb2.Struct:
        """The inputs after a check that must find nothing wrong."""
        answer = self.check(inputs, old, seed)
        assert not answer.failures, [f"{one.property}: {one.reason}" for one in answer.failures]
        return answer.inputs

    def create(self, inputs: struct_pb2.Struct) -> Known:
        made = self.stub.Create(provider_pb2.CreateRequest(**self.who, properties=inputs))
        return Known(id=made.id, inputs=inputs, outputs=made.properties)

    def preview(self, inputs: struct_pb2.Struct) -> provider_pb2.CreateResponse:
        return self.stub.Create(provider_pb2.CreateRequest(**self.who, properties=inputs, preview=True))

    def diff(self, known: Known, inputs: struct_pb2.Struct) -> provider_pb2.DiffResponse:
        request = provider_pb2.DiffRequest(**self.who, id=known.id, olds=known.outputs, old_inputs=known.inputs, news=inputs)
        return self.stub.Diff(request)

    def update(self, known: Known, inputs: struct_pb2.Struct, *, preview: bool = False) -> Known:
        changed = self.stub.Update(
            provider_pb2.UpdateRequest(**self.who, id=known.id, olds=known.outputs, old_inputs=known.inputs, news=inputs, preview=preview)
        )
        return replace(known, inputs=inputs, outputs=changed.properties)

    def read(self, known: Known) -> provider_pb2.ReadResponse:
        return self.stub.Read(provider_pb2.ReadRequest(**self.who, id=known.id, properties=known.outputs, inputs=known.inputs))

    def delete(self, known: Known) -> None:
        self.stub.Delete(provider_pb2.DeleteRequest(**self.who, id=known.id, properties=known.outputs, old_inputs=known.inputs))


UNKNOWN = rpc.UNKNOWN
