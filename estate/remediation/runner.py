"""Starts the process that runs a playbook, and waits for what it says."""

import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Protocol

from estate.remediation.result import SPEC, Result, read_result
from estate.remediation.spec import GRACE, RunSpec

MODULE = "estate.remediation.playbook_run"


class Runner(Protocol):
    """Runs a playbook in a folder of its own."""

    async def run(self, spec: RunSpec, folder: Path) -> Result:
        """How it ended."""
        ...


class ProcessRunner:
    """The real one: a process in a session of its own, which ends by itself when the dispatcher is killed."""

    async def run(self, spec: RunSpec, folder: Path) -> Result:
        """How it ended; a process that outlives its time is killed."""
        shutil.rmtree(folder, ignore_errors=True)  # what an interrupted verification left would be taken for this one's
        folder.mkdir(parents=True, mode=0o700)
        (folder / SPEC).write_text(json.dumps(spec.document()))
        with (folder / "output.txt").open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                MODULE,
                str(folder),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        try:
            await asyncio.wait_for(process.wait(), spec.timeout + spec.wait + GRACE.total_seconds())
        except TimeoutError:
            process.kill()
            await process.wait()
            return Result(ending="timeout", words=f"the run did not end within {spec.timeout} s", evidence={})
        ended = Result(ending="error", words=f"the process ended with {process.returncode} and said nothing", evidence={})
        return read_result(folder) or ended
