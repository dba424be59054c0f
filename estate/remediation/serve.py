"""Serves the dispatcher with uvicorn until it is told to end."""

import fcntl
import gc
import os
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

import uvicorn

from estate.errors import SurroundingsError
from estate.remediation.audit import last_number
from estate.remediation.dispatcher import Setup, make_dispatcher

MOST_CONNECTIONS = 128
"""At once; each holds at most one body. More are answered with 503, and their senders come again."""
KEEP_ALIVE_SECONDS = 5
END_SECONDS = 10
BACKLOG = 2048  # connections that wait, also while a restart takes its seconds
LOCK = "dispatcher.lock"


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. SurroundingsError when the port cannot be had."""
    try:
        return socket.create_server((host, port), backlog=BACKLOG)
    except OSError as error:
        raise SurroundingsError(f"{host}:{port} cannot be listened on: {error.strerror}; is another program there?") from None


def inherited(descriptor: int) -> socket.socket:
    """A listening socket that whoever started this process opened: connections wait in it while the dispatcher is restarted."""
    try:
        return socket.socket(fileno=descriptor)
    except OSError as error:
        raise SurroundingsError(f"descriptor {descriptor} is no socket: {error.strerror}; expected one of systemd, such as fd:3") from None


def serve(setup: Setup, listener: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM. SurroundingsError when another dispatcher has the queue, or the store cannot be opened."""
    with _alone(setup.places.state):
        _require_audit(setup.places.audit)
        config = uvicorn.Config(
            make_dispatcher(setup),
            log_level="warning",
            access_log=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_keep_alive=KEEP_ALIVE_SECONDS,
            timeout_graceful_shutdown=END_SECONDS,
            server_header=False,
            proxy_headers=False,  # whoever calls says nothing here: only a secret does
            date_header=False,
        )
        server = uvicorn.Server(config)
        gc.freeze()  # the catalog stays: looking through it again and again is 5 percent of a storm's time
        with suppress(SystemExit, KeyboardInterrupt):
            server.run(sockets=[listener])
        if not server.started:
            raise SurroundingsError("the dispatcher could not start; the lines above say why")


def _require_audit(path: Path) -> None:
    try:
        last_number(path)
    except (ValueError, KeyError, TypeError):
        raise SurroundingsError(f"{path} does not end in a line of an audit; keep it, move it away, and start again") from None


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
