"""Ends everything that a run has started and that outlives it.

Ansible's workers are sessions of their own, so killing the playbook's process group leaves them at work on the host.
"""

import ctypes
import os
import signal
from contextlib import suppress
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h


def adopt() -> None:
    """From here on every process whose parent has ended is this one's child (prctl(2)). OSError where the kernel refuses."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "a run cannot adopt the processes of its playbook")


def end_all() -> None:
    """Kill the children, then theirs, which are adopted by then, until there is none."""
    while children := _children():
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(child, 0)


def _children() -> list[int]:
    """Of all threads (proc_pid_children(5))."""
    found: list[int] = []
    for thread in Path("/proc/self/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):  # a thread that has just ended; its children are another's by then
            found += map(int, (thread / "children").read_text().split())
    return found
