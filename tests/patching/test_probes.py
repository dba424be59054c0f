"""Health over gRPC, and the time of a certificate: held against real servers on this machine."""

import socketserver
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

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


@contextmanager
def presenting(days: int, folder: Path) -> Iterator[str]:
    """The address of a TLS server whose certificate lasts so many days more, or has ended so many days ago."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    now = datetime.now(UTC)
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "h1")])
    made = x509.CertificateBuilder(name, name, private.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - timedelta(days=90)).not_valid_after(now + timedelta(days=days, hours=1))
    certificate.write_bytes(made.sign(private, hashes.SHA256()).public_bytes(Encoding.PEM))
    key.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("lasts", "says"),
    [(30, None), (14, None), (13, "in 13 days; expected at least 14"), (-3, "its certificate ended on ")],
)
def test_a_certificate_must_last_its_days(lasts: int, says: str | None, tmp_path: Path) -> None:
    with presenting(lasts, tmp_path) as address:
        wrong = probes.ask_tls({"address": address, "timeout": 5.0, "days": 14})
    assert wrong is None if says is None else says in wrong


def test_who_speaks_no_tls_has_no_certificate(served: Served) -> None:
    assert probes.ask_tls({"address": served.address, "timeout": 5.0, "days": 14}).startswith("no certificate: ")


def test_each_answer_is_timed(served: Served) -> None:
    (answer,) = probes.healthy([{"kind": "grpc", "address": served.address, "timeout": 5.0}], within=0)["results"]
    assert answer["wrong"] == ""
    assert answer["milliseconds"] > 0
