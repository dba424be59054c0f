"""What `estate sandbox serve` does at the terminal: says how to use it, tells what happens, ends cleanly."""

import os
import shlex
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import Any

from rich.console import Console

from estate.cli.output import print_json, stderr, stdout
from estate.sandbox.recorded import Entry, Journal
from estate.sandbox.serve import Served, serving

VERSION = 1
LOOK_SECONDS = 1.0  # between two looks at whether the emulator is still there


def serve(root: Path, *, attach: bool, as_json: bool) -> None:
    """Serve until Ctrl-C or SIGTERM; SIGUSR1 lists what is only recorded. Raises Unreachable when the emulator ends."""
    console = stderr()
    journal = Journal(told=lambda entry: console.print(str(entry), markup=False, style=_style(entry)))
    with _told_to_stop(lambda: _list_recorded(console, journal)) as stop, serving(root.resolve(), attach=attach, journal=journal) as served:
        if as_json:
            print_json(as_document(served))
        else:
            stdout().print(as_text(served), markup=False)
        while not stop.wait(LOOK_SECONDS):
            served.require_alive()
        _list_recorded(console, journal)
    console.print("Ended." if attach else "Ended: the emulator is gone, and everything that was in it.")


def as_document(served: Served) -> dict[str, Any]:
    """The documented JSON: where everything is, and the environment of plain `pulumi` commands."""
    return {
        "version": VERSION,
        "pid": os.getpid(),
        "endpoint": served.emulator.endpoint,
        "emulator_pid": served.emulator.pid,
        "providers": dict(served.ports),
        "variables": dict(served.variables),
        "stacks": list(served.stacks),
    }


def as_text(served: Served) -> str:
    """The same for people, ready to be copied into another terminal."""
    lines = [f"AWS is at {served.emulator.endpoint}; providers for {', '.join(served.ports)} are ready. In another terminal:", ""]
    lines += [f"  export {name}={shlex.quote(value)}" for name, value in served.variables.items()]
    stack = next((name for name in served.stacks if name.startswith("network-")), served.stacks[0])
    lines += ["", f"  pulumi stack select --create {stack}", "  pulumi up", ""]
    lines += ["The stacks, each after those before it in its line:"]
    lines += [f"  {' '.join(together)}" for _, together in groupby(served.stacks, lambda name: name.rpartition("-")[2])]
    lines += ["", f"Listed with kill -USR1 {os.getpid()}: what is only recorded. Ctrl-C ends everything.", ""]
    return "\n".join(lines)


def _style(entry: Entry) -> str | None:
    return {"failed": "red", "recorded": "yellow"}.get(entry.verb)


def _list_recorded(console: Console, journal: Journal) -> None:
    recorded = journal.recorded()
    if not recorded:
        console.print("Nothing is only recorded.")
        return
    console.print(f"{len(recorded)} only recorded, in the engine's state alone")
    for entry in recorded:
        console.print(f"  {entry.stack}  {entry.type} {entry.name}{': ' if entry.why else ''}{entry.why}", markup=False)


@contextmanager
def _told_to_stop(listed: Any) -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, from the start on; what the signals did before is restored."""
    stop = threading.Event()

    def ended(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    def asked(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=listed).start()  # a handler must not wait for the console, which may be printing

    handlers = {signal.SIGINT: ended, signal.SIGTERM: ended, signal.SIGUSR1: asked}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
