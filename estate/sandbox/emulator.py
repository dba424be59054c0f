"""Starting, recognising and ending the private AWS emulator.

It listens on a free port of loopback that the kernel picks, and answers the token that it was started with: a server
that does not is somebody else's and is refused.
"""

import http.client
import os
import secrets
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from estate.sandbox.errors import Unreachable

LOOPBACK = "127.0.0.1"
IDENTITY_PATH = "/estate/identity"
TOKEN_VARIABLE = "ESTATE_EMULATOR_TOKEN"
START_SECONDS = 60  # moto imports in 1 to 3 s on an idle machine, much slower on a busy one
STOP_SECONDS = 10
ANSWER_SECONDS = 10

SETTINGS: Mapping[str, str] = {
    "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
    "MOTO_ACM_VALIDATION_WAIT": "0",
    "MOTO_EC2_LOAD_DEFAULT_AMIS": "false",
    "PYTHONUNBUFFERED": "1",
}
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True, kw_only=True)
class Emulator:
    """A running emulator: its process, its port and what it answers when asked whose it is."""

    pid: int
    port: int
    token: str = field(repr=False)

    @property
    def endpoint(self) -> str:
        """The address for boto3's `endpoint_url`."""
        return f"http://{LOOPBACK}:{self.port}"


def start_emulator(*, log: Path, follow: bool) -> tuple[Emulator, subprocess.Popen[bytes]]:
    """Start an emulator and wait until it listens; with `follow` it ends with this process.

    Raises Unreachable with the end of the log when it does not come up.
    """
    token = secrets.token_hex(16)
    with log.open("ab") as errors:
        process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
            [sys.executable, "-m", "estate.sandbox.emulator_process", *(["--follow"] if follow else [])],
            stdin=subprocess.PIPE if follow else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**{name: os.environ[name] for name in PASSED_ON if name in os.environ}, **SETTINGS, TOKEN_VARIABLE: token},
            start_new_session=True,
        )
    try:
        port = _first_line(process)
    except BaseException:
        # It is in a session of its own, where an interruption of ours does not reach it.
        end(process)
        raise
    if not port.isdigit():
        end(process)
        raise Unreachable(f"the emulator did not start within {START_SECONDS} s; the end of {log}:\n{_tail(log)}")
    return Emulator(pid=process.pid, port=int(port), token=token), process


def require_ours(emulator: Emulator) -> None:
    """Raises Unreachable unless the emulator answers at its port with its token."""
    connection = http.client.HTTPConnection(LOOPBACK, emulator.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", IDENTITY_PATH)
        answer = connection.getresponse().read(len(emulator.token) + 1).decode("ascii", "replace")
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(f"no emulator answers at {emulator.endpoint} ({error}); start one with: estate sandbox up") from None
    finally:
        connection.close()
    if not secrets.compare_digest(answer.encode(), emulator.token.encode()):
        raise Unreachable(f"the server at {emulator.endpoint} is not the emulator that was started; it is left alone")


def stop_emulator(emulator: Emulator) -> None:
    """End an emulator that another process started; raises Unreachable when the server is not it."""
    require_ours(emulator)
    os.kill(emulator.pid, signal.SIGTERM)


def end(process: subprocess.Popen[bytes]) -> None:
    """End an emulator that this process started, by force when it does not listen."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            pipe.close()


@contextmanager
def running_emulator(log: Path) -> Iterator[Emulator]:
    """An emulator for the length of a `with` block; it always ends, with this process at the latest."""
    emulator, process = start_emulator(log=log, follow=True)
    try:
        require_ours(emulator)
        yield emulator
    finally:
        end(process)


def _first_line(process: subprocess.Popen[bytes]) -> str:
    """What the process says first, or nothing when it ends or is silent for too long."""
    if process.stdout is None or not select.select([process.stdout], [], [], START_SECONDS)[0]:
        return ""
    return process.stdout.readline().decode("ascii", "replace").strip()


def _tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
