# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locks on hosts, shared by everything that changes them: patching, remediation, maintenance.

A lock is a file that names the process that holds it. When that process has ended, however it ended, the lock is free: nobody has to
tidy up after a crash.

The form of the file is a contract with those that are no playbooks: C(estate/host_lock.py) of the same repository writes and reads it too.
Neither imports the other, as the collection is installed where that program is not; C(tests/test_host_lock.py) holds the two together.
"""

from __future__ import annotations

import fcntl
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

START_TIME = 19  # of the fields of /proc/PID/stat that follow the name: starttime (proc(5), field 22)
HOST = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Owner:
    """Who holds a lock."""

    pid: int
    began: str
    """The process's start, in clock ticks since the machine's: numbers of processes come again."""
    boot: str
    """The machine's boot id."""
    what: str
    who: str

    def lives(self) -> bool:
        """Whether the process still runs."""
        return self.boot == _boot() and bool(self.began) and _began(self.pid) == self.began


def owner(pid: int, *, what: str, who: str) -> Owner:
    """A process of this machine, as the owner of a lock."""
    return Owner(pid=pid, began=_began(pid), boot=_boot(), what=what, who=who)


def take(folder: Path, hosts: Iterable[str], new: Owner) -> dict[str, Owner]:
    """Take the locks of all the hosts, or of none; says who holds those that could not be had."""
    names = [_checked(host) for host in hosts]
    with _alone(folder):
        others = {host: held for host in names if (held := _holder(folder, host)) and held.lives() and held != new}
        if not others:
            for host in names:
                (folder / f"{host}.json").write_text(json.dumps(asdict(new)))
    return others


def free(folder: Path, hosts: Iterable[str], old: Owner) -> None:
    """Give back the locks that `old` holds."""
    with _alone(folder):
        for host in map(_checked, hosts):
            if _holder(folder, host) == old:
                (folder / f"{host}.json").unlink()


def _checked(host: str) -> str:
    if not HOST.fullmatch(host):
        raise ValueError(f"{host!r} is no name of a host; expected letters, digits, dots, underscores and hyphens")
    return host


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _holder(folder: Path, host: str) -> Owner | None:
    file = folder / f"{host}.json"
    try:
        return Owner(**json.loads(file.read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        # Cut by a crash while it was written: its owner never got to know that it had the lock.
        return None


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text().strip()


def _began(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    state, *fields = text.rpartition(")")[2].split()
    return "" if state == "Z" else fields[START_TIME - 1]
