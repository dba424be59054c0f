"""Serves the dispatcher with uvicorn until it is told to end."""

import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from estate.errors import SurroundingsError
from estate.remediation.dispatcher import Setup, make_dispatcher

MOST_CONNECTIONS = 128
"""At once; each holds at most one body. More are answered with 503, and their senders come again."""
KEEP_ALIVE_SECONDS = 5
END_SECONDS = 10
LOCK = "dispatcher.lock"


def serve(setup: Setup, *, host: str, port: int) -> None:
    """Serve until SIGINT or SIGTERM. SurroundingsError when another dispatcher has the queue, or the port cannot be had."""
    with _alone(setup.places.state):
        config = uvicorn.Config(
            make_dispatcher(setup),
            host=host,
            port=port,
            log_level="warning",
            access_log=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=END_SECONDS,
            server_header=False,
            date_header=False,
        )
        server = uvicorn.Server(config)
        try:
            server.run()
        except SystemExit:
            raise SurroundingsError(f"{host}:{port} cannot be listened on; is another program there?") from None
        if not server.started:
            raise SurroundingsError(f"the dispatcher could not start on {host}:{port}; the lines above say why")


@contextmanager
def _alone(state: Path) -> Generator[None]:
    """Two dispatchers of one queue would each begin what the other began."""
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(state / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SurroundingsError(f"another dispatcher serves the queue in {state}; end it first") from None
        yield
    finally:
        os.close(descriptor)
