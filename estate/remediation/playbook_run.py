"""Runs one playbook, in a process of its own that outlives the dispatcher: `python -m estate.remediation.playbook_run FOLDER`.

It holds the host's lock, so that nobody touches the host while it works, whatever became of the dispatcher.
"""

import json
import os
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import ansible_runner

from estate.host_lock import HostBusyError, holding
from estate.remediation import orphans
from estate.remediation.result import SPEC, Ending, Result, collect, write_result

WHO = "the dispatcher"
PAUSE = 0.5  # seconds between two looks at a lock
FAILED_EVENTS = {"runner_on_failed", "runner_on_unreachable"}
LONGEST_MESSAGE = 500  # characters
KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SSH_AUTH_SOCK", "USER")
KEPT_PREFIXES = ("AWS_", "ANSIBLE_")
"""Of the environment; the dispatcher's own secrets are for nobody else."""


def main(folder: Path) -> None:
    """Run what the folder's spec says, and leave the result there."""
    spec = json.loads((folder / SPEC).read_text())
    for name in [name for name in os.environ if name not in KEPT_VARIABLES and not name.startswith(KEPT_PREFIXES)]:
        del os.environ[name]
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        write_result(folder, _locked(folder, spec))
    except Exception as error:
        write_result(folder, Result(ending="error", words=f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE], evidence={}))
        raise


def _locked(folder: Path, spec: Mapping[str, Any]) -> Result:
    end = time.monotonic() + spec["wait"]
    while True:
        try:
            with holding([spec["target"]], environment=spec["environment"], what=spec["what"], who=WHO, folder=Path(spec["locks"])):
                return _run(folder, spec)
        except HostBusyError as error:
            if time.monotonic() >= end:
                return Result(ending="busy", words=str(error), evidence={})
        time.sleep(PAUSE)


def _run(folder: Path, spec: Mapping[str, Any]) -> Result:
    failures: list[str] = []
    evidence = folder / "evidence"
    evidence.mkdir(exist_ok=True)
    orphans.adopt()
    runner = ansible_runner.run(
        private_data_dir=str(folder),
        ident="run",
        playbook=spec["playbook"],
        inventory=spec["inventory"],
        extravars=spec["variables"],
        tags=spec["tags"],
        settings={"job_timeout": spec["timeout"], "suppress_env_files": True},
        envvars={"ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1", "ANSIBLE_RETRY_FILES_ENABLED": "0", "ANSIBLE_CONFIG": spec["config"]},
        event_handler=partial(_note, failures),
        quiet=True,
    )
    orphans.end_all()  # while the host is still locked
    (folder / "artifacts" / "run" / "command").unlink(missing_ok=True)  # it holds the environment, and so its credentials
    if runner.status == "successful" and not _touched(runner.stats):
        return Result(ending="failed", words="the playbook found no host to work on", evidence={})
    endings: Mapping[str, Ending] = {"successful": "successful", "timeout": "timeout"}
    ending = endings.get(runner.status, "failed")
    words = "; ".join(failures[:3]) or ("" if ending == "successful" else f"Ansible ended with {runner.status}, code {runner.rc}")
    return Result(ending=ending, words=words[:LONGEST_MESSAGE], evidence=collect(evidence))


def _touched(stats: Mapping[str, Any] | None) -> bool:
    """A playbook whose hosts are none ends well, and has done nothing."""
    return bool(stats and stats.get("ok"))


def _note(failures: list[str], event: Mapping[str, Any]) -> bool:
    data = event.get("event_data") or {}
    if event.get("event") in FAILED_EVENTS and not data.get("ignore_errors"):
        answer = data.get("res") or {}
        message = _message(answer) if isinstance(answer, dict) else None
        failures.append(f"{data.get('task', 'a task')}: {str(message or 'failed')[:LONGEST_MESSAGE]}")
    return True


def _message(answer: Mapping[str, Any]) -> object:
    """What went wrong; of a loop, what went wrong first: the loop itself only says that it is over."""
    items = answer.get("results") or ()
    return next((item.get("msg") for item in items if item.get("failed") or item.get("unreachable")), None) or answer.get("msg")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
