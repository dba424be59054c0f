"""The sandbox that stays: which emulator runs in the background, written where the next command finds it.

The file holds the emulator's token, so it is readable by its owner alone.
"""

import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from estate.errors import SurroundingsError
from estate.sandbox.emulator import Emulator, end, require_ours, start_emulator, stop_emulator
from estate.sandbox.errors import Unreachable

FOLDER = Path("build/sandbox")
SERVED = "served.json"

_STARTED: dict[int, subprocess.Popen[bytes]] = {}
"""Emulators that this process started and that outlive it, by process id: kept, so that their end can be waited for."""


class AlreadyRunningError(SurroundingsError):
    """A second sandbox was asked for; the text says where the first one is."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """The folder in which a project's sandbox keeps what it knows."""

    folder: Path

    @classmethod
    def of(cls, root: Path) -> "Session":
        """The session of the project in `root`."""
        return cls(folder=root / FOLDER)

    @property
    def log(self) -> Path:
        """What the emulator writes."""
        return self.folder / "emulator.log"

    def emulator(self) -> Emulator | None:
        """The emulator that runs; None when there is none, also when the one that was written down is gone."""
        written = self._read("emulator.json")
        return self._answering(Emulator(**written)) if written else None

    @staticmethod
    def _answering(emulator: Emulator) -> Emulator | None:
        try:
            require_ours(emulator)
        except Unreachable:
            return None
        return emulator

    def require_none(self) -> None:
        """Raises AlreadyRunningError when an emulator runs."""
        running = self.emulator()
        if running is not None:
            raise AlreadyRunningError(
                f"a sandbox runs already, at {running.endpoint}; look at it with: estate sandbox status, end it with: estate sandbox down"
            )

    def start(self) -> Emulator:
        """Start an emulator that outlives this process. AlreadyRunningError when there is one."""
        self.require_none()
        self.folder.mkdir(parents=True, exist_ok=True)
        emulator, process = start_emulator(log=self.log, follow=False)
        try:
            self.write("emulator.json", asdict(emulator))
        except BaseException:
            end(process)
            raise
        _STARTED[emulator.pid] = process
        return emulator

    def stop(self) -> bool:
        """End the emulator and forget everything about it; False when none ran."""
        running = self.emulator()
        if running is not None:
            stop_emulator(running)
            if running.pid in _STARTED:
                end(_STARTED.pop(running.pid))
        for name in ("emulator.json", "estate.json", "made.json"):
            with contextlib.suppress(FileNotFoundError):
                (self.folder / name).unlink()
        return running is not None

    def estate(self) -> Mapping[str, Any] | None:
        """What the last `up` made: the document of `estate sandbox up --json`."""
        return self._read("estate.json")

    def brought_up(self) -> Mapping[str, Any] | None:
        """What the last `up` declared, and the ids of what it made (see `estate.sandbox.brought_up`)."""
        return self._read("made.json")

    def served(self) -> tuple[Emulator, Path] | None:
        """The emulator that `estate sandbox serve` holds, and the folder of the engine's state; None where nothing is served."""
        written = self._read(SERVED)
        emulator = self._answering(Emulator(**written["emulator"])) if written else None
        return (emulator, Path(written["state"])) if written and emulator else None

    def serve(self, emulator: Emulator, state: Path) -> None:
        """Write down what is served, and where the engine keeps its state."""
        self.write(SERVED, {"emulator": asdict(emulator), "state": str(state)})

    def end_serving(self) -> None:
        """Forget what was served."""
        (self.folder / SERVED).unlink(missing_ok=True)

    def write(self, name: str, document: Mapping[str, Any]) -> None:
        """Write a file whole or not at all, readable by its owner alone."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder, prefix=f".{name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(document, file, indent=1)
        Path(temporary).replace(self.folder / name)

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
