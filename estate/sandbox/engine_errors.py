"""Errors as the engine understands them: which resource, what went wrong, and what was left behind."""

from typing import NoReturn

import grpc
from google.protobuf import any_pb2
from pulumi.runtime.proto import provider_pb2, status_pb2

from estate.sandbox.errors import HalfMade
from estate.sandbox.properties import Properties, closed, without_secrets

HALF_MADE = "__halfMade"
"""The output of a resource that a failed create left behind: the next deployment replaces it."""
DETAILS = "grpc-status-details-bin"  # where gRPC carries a status with details


def abort(context: grpc.ServicerContext, code: grpc.StatusCode, text: str) -> NoReturn:
    """End the call with an error.

    `UNKNOWN`, `INTERNAL` and `DATA_LOSS` make the engine doubt whether something is there; every other code says that
    nothing was left behind.
    """
    context.abort(code, text)


def abort_half_made(context: grpc.ServicerContext, error: HalfMade, inputs: Properties) -> NoReturn:
    """End a create whose resource is there after all: the engine keeps it, marked, and the next deployment replaces it."""
    text = without_secrets(str(error), inputs)
    left = closed({**inputs.values, HALF_MADE: True}, inputs)
    detail = any_pb2.Any()
    detail.Pack(provider_pb2.ErrorResourceInitFailed(id=error.identity, properties=left, reasons=[text]))
    code = grpc.StatusCode.UNKNOWN
    status = status_pb2.Status(code=code.value[0], message=text, details=[detail])
    context.set_trailing_metadata(((DETAILS, status.SerializeToString()),))
    abort(context, code, text)
