"""The emulator's own process: moto behind a free port of loopback, which says what it lacks instead of failing.

`python -m estate.sandbox.emulator_process [--follow]`; the parent gives a token in `ESTATE_EMULATOR_TOKEN` and reads the
port from the first line. With `--follow` the process ends when its standard input closes, that is with its parent.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, cast

from flask import Flask, Response
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wsgi import get_path_info

from estate.sandbox.emulator import IDENTITY_PATH, LOOPBACK, TOKEN_VARIABLE
from estate.sandbox.failures import FAULT_HEADER, MISSING_HEADER
from estate.sandbox.moto_repairs import repair

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
UNROUTED = "moto has no such operation"


class _Quiet(MotoRequestHandler):
    """A log line for each request would be all that the log holds."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def _headline(error: BaseException) -> str:
    """One line that a header may carry."""
    return f"{type(error).__name__}: {error}".encode("ascii", "replace").decode().replace("\n", " ").replace("\r", " ")[:300]


def _missing(error: Exception) -> Response:
    """What moto has not implemented. No body: botocore takes the status then, whatever the service's protocol."""
    return Response(status=501, headers={MISSING_HEADER: UNROUTED if isinstance(error, HTTPException) else _headline(error)})


def _fault(error: Exception) -> Response | HTTPException:
    """What moto failed at itself; an answer that it gave by raising stays that answer."""
    if isinstance(error, HTTPException):
        return error
    return Response(status=500, headers={FAULT_HEADER: _headline(error)})


def backend_app(service: str | None) -> Flask:
    """moto's application for one service; for a service that it does not know, one that says so."""
    app = create_backend_app(cast("Any", service)) if service else Flask("missing")
    repair(service or "")
    app.register_error_handler(NotImplementedError, _missing)
    app.register_error_handler(Exception, _fault)
    for unrouted in (NotFound, MethodNotAllowed):
        app.register_error_handler(unrouted, _missing)
    return app


def application(token: str) -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """moto, and beside it a page that says whose emulator this is."""
    moto = DomainDispatcherApplication(cast("Any", backend_app))

    def serve(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if get_path_info(environ) == IDENTITY_PATH:
            return Response(token, mimetype="text/plain")(environ, start_response)
        return moto(environ, start_response)

    return serve


def _follow_parent(server: BaseWSGIServer) -> None:
    """End with the parent: its end of the pipe closes however it ends."""
    sys.stdin.buffer.read()
    server.shutdown()


def main() -> None:
    """Serve until told to stop."""
    token = os.environ.pop(TOKEN_VARIABLE)
    server = make_server(LOOPBACK, 0, application(token), threaded=True, request_handler=_Quiet)
    os.environ["MOTO_PORT"] = str(server.server_port)  # moto calls itself for what one service asks of another
    if "--follow" in sys.argv:
        threading.Thread(target=_follow_parent, args=(server,), daemon=True).start()
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
