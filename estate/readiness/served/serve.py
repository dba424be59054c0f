"""Starts the pack: reads it, listens on loopback, and tells the engine where."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import grpc
from pulumi.runtime.proto import analyzer_pb2_grpc

from estate.errors import EstateError
from estate.readiness.served.analyzer import Analyzer
from estate.readiness.served.bench import Bench

LOOPBACK = "127.0.0.1:0"
WORKERS = 4  # the engine asks about one resource after another
LARGEST_MESSAGE = 400 * 1024 * 1024
"""Bytes, as the engine sends them (pulumi/sdk/go/common/util/rpcutil); gRPC's own limit is 4 MiB."""


def serve(folder: Path) -> None:
    """Serve the pack in `folder` until the process is ended. A pack or a catalog with mistakes ends it at once, with every one of them."""
    try:
        bench = Bench.load(folder, today=datetime.now(UTC).date())
    except EstateError as error:
        sys.exit(f"the policy pack judges nothing: {error}")
    server = grpc.server(ThreadPoolExecutor(WORKERS), options=[("grpc.max_receive_message_length", LARGEST_MESSAGE)])
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(bench), server)
    port = server.add_insecure_port(LOOPBACK)
    server.start()
    # The engine reads the port from the first line.
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    server.wait_for_termination()
