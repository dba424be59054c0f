# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One look at the health of a service, from where its callers are."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
import urllib.error
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.urls import open_url

PAUSE = 0.1  # seconds between two tries
MOST_BYTES = 65536  # of an answer, for what it must contain
SERVING = b"\x08\x01"  # HealthCheckResponse{status: SERVING} of grpc.health.v1 (gRPC health checking protocol)
GRPC_METHOD = "/grpc.health.v1.Health/Check"


def ask_http(check: dict[str, Any]) -> str | None:
    """What is wrong with an HTTP answer; None when nothing is."""
    try:
        with open_url(check["address"], timeout=check["timeout"], use_proxy=False) as answer:
            status, body = answer.status, answer.read(MOST_BYTES).decode(errors="replace")
    except urllib.error.HTTPError as error:
        with error:
            status, body = error.code, error.read(MOST_BYTES).decode(errors="replace")
    except (OSError, http.client.HTTPException) as error:
        return f"no answer: {getattr(error, 'reason', None) or error}"
    if status != check["status"]:
        return f"answers {status}; expected {check['status']}"
    if check["contains"] and check["contains"] not in body:
        return f"the answer lacks {check['contains']!r}"
    return None


def ask_tcp(check: dict[str, Any]) -> str | None:
    """Why nobody can connect to HOST:PORT; None when somebody can."""
    host, _colon, port = check["address"].rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=check["timeout"]).close()
    except OSError as error:
        return f"no connection: {error.strerror or error}"
    return None


def ask_grpc(check: dict[str, Any]) -> str | None:
    """What the health service of gRPC says at HOST:PORT; None when it serves."""
    import grpc

    with grpc.insecure_channel(check["address"]) as channel:
        call = channel.unary_unary(GRPC_METHOD, request_serializer=None, response_deserializer=None)
        try:
            said = call(b"", timeout=check["timeout"])
        except grpc.RpcError as error:
            return f"no answer: {error.code().name}"
    return None if said == SERVING else "it says that it does not serve"


def ask_tls(check: dict[str, Any]) -> str | None:
    """What is wrong with the time of the certificate at HOST:PORT; None when it lasts. Who signed it is not asked: hosts sign their own."""
    from cryptography import x509

    host, _colon, port = check["address"].rpartition(":")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        plain = socket.create_connection((host, int(port)), timeout=check["timeout"])
        with plain, context.wrap_socket(plain, server_hostname=host) as secured:
            shown = secured.getpeercert(binary_form=True)
    except OSError as error:
        return f"no certificate: {getattr(error, 'reason', None) or error.strerror or error}"
    ends = x509.load_der_x509_certificate(shown).not_valid_after_utc
    left = (ends - datetime.now(UTC)).days
    if left < 0:
        return f"its certificate ended on {ends:%Y-%m-%d}"
    return f"its certificate ends on {ends:%Y-%m-%d}, in {left} days; expected at least {check['days']}" if left < check["days"] else None


PROBES: dict[str, Callable[[dict[str, Any]], str | None]] = {"http": ask_http, "tcp": ask_tcp, "grpc": ask_grpc, "tls": ask_tls}


def healthy(checks: list[dict[str, Any]], *, within: int) -> dict[str, Any]:
    """Every check, until all are well or the time, in seconds, is over; a failed result with what is wrong then."""
    began = time.monotonic()
    results = [_until_well(check, began + within) for check in checks]
    wrong = [f"{one['kind']} {one['address']}: {one['wrong']}" for one in results if one["wrong"]]
    result = {"changed": False, "results": results, "seconds": round(time.monotonic() - began, 2)}
    return {**result, "failed": True, "msg": f"not healthy within {within} s: {'; '.join(wrong)}"} if wrong else result


def _until_well(check: dict[str, Any], end: float) -> dict[str, Any]:
    tries = 0
    while True:
        tries, began = tries + 1, time.monotonic()
        wrong = PROBES[check["kind"]](check)
        took = round(1000 * (time.monotonic() - began), 1)
        if wrong is None or time.monotonic() >= end:
            return {"kind": check["kind"], "address": check["address"], "tries": tries, "wrong": wrong or "", "milliseconds": took}
        time.sleep(PAUSE)
