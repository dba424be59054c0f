"""One change at a time on a host: the lock that patching, maintenance and remediation share.

A lock is a file `FOLDER/<environment>/locks/<host>.json` of the machine that all of them run on. It names the process that holds it,
and is free as soon as that process has ended, however it ended. Playbooks take it by the collection's `platform.ops.host_lock`, which is
installed without this program and so has code of its own for the same form; `tests/test_host_lock.py` holds the two together.
"""

import fcntl
import json
import os
import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from estate.errors import InputError, SurroundingsError

VARIABLE = "ESTATE_LOCKS"
START_TIME = 19  # of the fields of /proc/PID/stat that follow the name: starttime (proc(5), field 22)
PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,252}")
"""What a host or an environment may be called: no separator, no leading dot (a DNS name has at most 253 characters, RFC 1035)."""


class HostBusyError(SurroundingsError):
    """Somebody else is at work on a host; `host` and `holder` say where and who."""

    host: str
    holder: str

    def __init__(self, *, host: str, holder: str) -> None:
        super().__init__(f"{host} is held by {holder}; wait until that has ended")
        self.host = host
        self.holder = holder


@dataclass(frozen=True)
class Owner:
    """The process that holds a lock: numbers of processes come again, so its start and the machine's boot belong to it."""

    pid: int
    began: str
    boot: str
    what: str
    who: str

    @property
    def lives(self) -> bool:
        """Whether the process still runs."""
        return self.boot == _boot() and bool(self.began) and _began(self.pid) == self.began

    def __str__(self) -> str:
        return f"{self.what} of {self.who}"


def lock_folder() -> Path:
    """Where the locks are: `ESTATE_LOCKS`, or the folder in which patching keeps its evidence (the collection's `evidence_folder`)."""
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(os.environ.get(VARIABLE) or Path(state) / "platform-ops")


@contextmanager
def holding(hosts: Iterable[str], *, environment: str, what: str, who: str, folder: Path) -> Generator[None]:
    """Every host's lock for this process, or none. HostBusyError names the first one that is held."""
    mine = Owner(pid=os.getpid(), began=_began(os.getpid()), boot=_boot(), what=what, who=who)
    files = {host: _file(folder, environment, host) for host in sorted(set(hosts))}
    with _alone(folder, environment):
        for host, file in files.items():
            if (held := _owner(file)) and held.lives:
                raise HostBusyError(host=host, holder=str(held))
        for file in files.values():
            file.write_text(json.dumps(asdict(mine)))
    try:
        yield
    finally:
        with _alone(folder, environment):
            for file in files.values():
                if _owner(file) == mine:
                    file.unlink()


def holder_of(host: str, *, environment: str, folder: Path) -> str | None:
    """Who holds the lock of a host; None where nobody does."""
    held = _owner(_file(folder, environment, host))
    return str(held) if held and held.lives else None


def _owner(file: Path) -> Owner | None:
    """Who took the lock; a file that a crash cut while it was written is nobody's: its owner never got to know that it had it."""
    try:
        return Owner(**json.loads(file.read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None


@contextmanager
def _alone(folder: Path, environment: str) -> Generator[None]:
    place = _file(folder, environment, "x").parent
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _file(folder: Path, environment: str, host: str) -> Path:
    for word in (environment, host):
        if not PLAIN_NAME.fullmatch(word):
            raise InputError(f"{word!r} cannot be locked; expected letters, digits, dots and hyphens, such as web-1")
    return folder / environment / "locks" / f"{host}.json"


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _began(pid: int) -> str:
    """When a process started, in ticks since the boot; empty for one that has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    state, *fields = text.rpartition(")")[2].split()
    return "" if state == "Z" else fields[START_TIME - 1]
