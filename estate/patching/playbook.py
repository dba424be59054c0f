"""Runs the patch playbook through ansible-runner, and says what happens host by host."""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import ansible_runner

from estate.errors import SurroundingsError
from estate.patching.order import Order

# What of a host's way is worth a line, by the name of the task.
PLANNING = "Plan the host"
STEPS = {PLANNING: "planned", "Bring about ready": "serves again", "Install the versions that were there before": "went back"}
# The long task in the middle says each step as it is done (action patch_replace).
SAID = re.compile(r"(?P<host>\S+): (?P<text>out of service|installed|rebooted|healthy|serves again)")
REFUSALS = frozenset(
    {"Somebody is meant", "Hold every variable against its specification", "Nobody else works on these hosts", "Ask whether it may begin"}
)
CANCELED = "canceled"  # ansible-runner, Runner.status: somebody pressed Ctrl-C, or ended the process
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that happened to one host."""

    host: str
    text: str
    failed: bool = False


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How the playbook ended: well or not, and the first thing that was wrong with its task."""

    good: bool
    wrong: str = ""
    refused: bool = False
    """Whether it was refused, before anything was touched."""
    plans: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict[str, list[dict[str, Any]]])
    """What each host lacks that the run is to take."""


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What a task failed with."""

    host: str
    text: str
    of_run: bool
    """Whether it is about the run, and not about this host."""
    refused: bool
    """Whether it was refused before anything was touched."""

    def __str__(self) -> str:
        return self.text if self.of_run else f"{self.host}: {self.text}"


class Listener:
    """Turns ansible-runner's events into steps."""

    def __init__(self, told: Callable[[Step], None]) -> None:
        self._told = told
        self.wrong: list[Wrong] = []
        self.plans: dict[str, list[dict[str, Any]]] = {}
        self.said: list[str] = []

    def hear(self, event: dict[str, Any]) -> bool:
        """One event of the run."""
        data, kind = event.get("event_data", {}), event.get("event", "")
        host, task = str(data.get("host", "")), str(data.get("task", ""))
        if kind in ("runner_on_failed", "runner_on_unreachable") and not data.get("ignore_errors"):
            said = data.get("res", {})
            text = str(said.get("msg", "no reason given"))
            self.wrong.append(Wrong(host=host, text=text, of_run=task in REFUSALS, refused=task in REFUSALS or bool(said.get("refused"))))
            self._told(Step(host=host, text=text, failed=True))
        elif kind == "runner_on_ok" and task in STEPS:
            if task == PLANNING:
                self.plans[host] = data.get("res", {}).get("packages", [])
            self._told(Step(host=host, text=STEPS[task]))
        elif kind in ("error", "verbose"):
            self._hear_line(COLOURS.sub("", event.get("stdout", "")))
        return False

    def _hear_line(self, line: str) -> None:
        if step := SAID.fullmatch(line.strip()):
            self._told(Step(host=step["host"], text=step["text"]))
        else:
            self.said.append(line)


def run_playbook(
    root: Path, order: Order, *, inventory: Path, state: Path, variables: dict[str, Any], told: Callable[[Step], None]
) -> Ended:
    """Run it to its end. SurroundingsError where the repository's playbook is missing."""
    playbook = root / "ansible/playbooks/patch.yml"
    if not playbook.exists():
        raise SurroundingsError(f"{playbook} is missing; expected to be run in a checkout of the estate")
    listener = Listener(told)
    with tempfile.TemporaryDirectory(prefix="estate-patch-") as folder:
        # The runner leaves its process's variables as they are; the programs of this environment come first for the playbook alone.
        ended = ansible_runner.run(
            private_data_dir=folder,
            playbook=str(playbook),
            inventory=str(inventory),
            extravars={**order.variables, "evidence_folder": str(state), **variables},
            cmdline="--check" if order.mode == "check" else None,
            envvars={
                "ANSIBLE_CONFIG": str(root / "ansible/ansible.cfg"),
                "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
                "ANSIBLE_HOST_PATTERN_MISMATCH": "error",
                # They are for whoever writes plugins, and would stand between an operator and what is wrong.
                "ANSIBLE_DEPRECATION_WARNINGS": "False",
                "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            },
            event_handler=listener.hear,
            quiet=True,
        )
        return replace(_ended(ended.rc, listener, interrupted=ended.status == CANCELED), plans=listener.plans)


def _ended(code: int, listener: Listener, *, interrupted: bool) -> Ended:
    if code == 0:
        return Ended(good=True)
    if interrupted:
        return Ended(good=False, wrong="interrupted; a host that was begun is taken up again with --resume")
    if not listener.wrong:
        return Ended(
            good=False,
            wrong="\n".join(line for line in listener.said if line.strip()) or f"ansible-playbook ended with {code}",
            refused=True,
        )
    refusals = dict.fromkeys(str(wrong) for wrong in listener.wrong if wrong.refused)
    if refusals:
        return Ended(good=False, wrong="\n".join(refusals), refused=True)
    return Ended(good=False, wrong="\n".join(map(str, listener.wrong[:3])))
