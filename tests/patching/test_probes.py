"""Health over gRPC, held against a real gRPC server with the standard health service."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import grpc
import pytest

from tests.patching.collection import probes

# HealthCheckResponse.ServingStatus on the wire: field 1, a varint (gRPC health checking protocol, grpc.health.v1).
STATUS = {"UNKNOWN": b"\x08\x00", "SERVING": b"\x08\x01", "NOT_SERVING": b"\x08\x02"}


@dataclass
class Served:
    """A server whose health can be changed."""

    address: str
    status: str = "SERVING"
    asked: int = 0


@pytest.fixture
def served() -> Iterator[Served]:
    """The standard health service on a port of this machine."""
    server = grpc.server(ThreadPoolExecutor(2))
    state = Served(address=f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}")

    def check(_request: bytes, _context: Any) -> bytes:
        state.asked += 1
        return STATUS[state.status]

    behaviour: Any = check
    methods = {"Check": grpc.unary_unary_rpc_method_handler(behaviour)}
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("grpc.health.v1.Health", methods),))
    server.start()
    try:
        yield state
    finally:
        server.stop(None).wait()


def ask(address: str) -> str | None:
    return probes.ask_grpc({"address": address, "timeout": 5.0})


def test_a_server_that_serves_is_well(served: Served) -> None:
    assert ask(served.address) is None
    assert served.asked == 1


@pytest.mark.parametrize("status", ["NOT_SERVING", "UNKNOWN"])
def test_a_server_that_says_anything_else_is_not(served: Served, status: str) -> None:
    served.status = status
    assert ask(served.address) == "it says that it does not serve"


def test_a_server_without_the_health_service_is_not_well() -> None:
    server = grpc.server(ThreadPoolExecutor(1))
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        assert ask(f"127.0.0.1:{port}") == "no answer: UNIMPLEMENTED"
    finally:
        server.stop(None).wait()


def test_nobody_at_the_address_is_not_well() -> None:
    assert ask("127.0.0.1:9") == "no answer: UNAVAILABLE"


def test_health_is_asked_for_until_it_is_well_or_the_time_is_over(served: Served) -> None:
    checks = [{"kind": "grpc", "address": served.address, "timeout": 5.0}]
    assert probes.healthy(checks, within=0)["results"][0]["tries"] == 1
    served.status = "NOT_SERVING"
    ill = probes.healthy(checks, within=0)
    assert ill["failed"] is True
    assert ill["msg"] == f"not healthy within 0 s: grpc {served.address}: it says that it does not serve"
