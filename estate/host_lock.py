"""One change at a time on a host: the lock that patching and remediation share.

A lock is a file of the machine that both run on, `FOLDER/<environment>/<host>.lock`, held by flock(2): it ends with the
process that holds it, however that ends, and a child that was given the descriptor holds it too. The file's text says who has it.
"""

import fcntl
import os
import re
from collections.abc import Generator, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path

from estate.errors import InputError, SurroundingsError

VARIABLE = "ESTATE_LOCKS"
DEFAULT = Path("/var/lib/estate/locks")
LONGEST_HOLDER = 200  # characters
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


def lock_folder() -> Path:
    """Where the locks of this machine are: `ESTATE_LOCKS`, or /var/lib/estate/locks."""
    return Path(os.environ.get(VARIABLE) or DEFAULT)


@contextmanager
def holding(hosts: Iterable[str], *, environment: str, holder: str, folder: Path) -> Generator[tuple[int, ...]]:
    """Every host's lock, or none; gives the descriptors, for a child that shall hold them too. HostBusyError names the first held one."""
    with ExitStack() as held:
        yield tuple(held.enter_context(_held(_file(folder, environment, host), host, holder)) for host in sorted(set(hosts)))


def holder_of(host: str, *, environment: str, folder: Path) -> str | None:
    """Who holds the lock of a host; None where nobody does."""
    path = _file(folder, environment, host)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _words(descriptor)
    finally:
        os.close(descriptor)
    return None


@contextmanager
def _held(path: Path, host: str, holder: str) -> Generator[int]:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HostBusyError(host=host, holder=_words(descriptor)) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, holder.encode()[:LONGEST_HOLDER], 0)
        yield descriptor
    finally:
        # The file stays: were it removed, two could hold two files of one name.
        os.close(descriptor)


def _words(descriptor: int) -> str:
    return os.pread(descriptor, LONGEST_HOLDER, 0).decode(errors="replace") or "somebody"


def _file(folder: Path, environment: str, host: str) -> Path:
    for word in (environment, host):
        if not PLAIN_NAME.fullmatch(word):
            raise InputError(f"{word!r} cannot be locked; expected letters, digits, dots and hyphens, such as web-1")
    return folder / environment / f"{host}.lock"
