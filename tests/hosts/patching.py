"""Runs the patch playbook in the lab, and reads what it wrote."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.hosts.lab import Lab
from tests.hosts.lab.archive import SECURITY_LABEL
from tests.hosts.lab.packages import KERNEL, PORT, SERVICE
from tests.hosts.lab.running import BACKEND

ROOT = Path(__file__).parents[2]
PLAYBOOK = ROOT / "ansible/playbooks/patch.yml"
BETTER = "1.0-1+deb12u1"
OLD = "1.0-1"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a run ended: its exit code, what it said, and which hosts it changed."""

    code: int
    said: str

    def changed(self) -> dict[str, int]:
        """Tasks that changed something, by host, from the recap."""
        recap = self.said.partition("PLAY RECAP")[2].splitlines()[1:]
        lines = [line.replace("=", " ").split() for line in recap if "changed=" in line]
        return {words[0]: int(words[words.index("changed") + 1]) for words in lines}


def variables(one: Lab, **more: Any) -> dict[str, Any]:
    """What the roles need to know of the lab."""
    return {
        "patch_hosts": "web",
        "patch_security_labels": [SECURITY_LABEL],
        "patch_reboot_packages": [KERNEL],
        "patch_disk_reserve_mib": 16,
        "drain_balancer": "haproxy",
        "drain_haproxy": {"socket": str(one.balancer), "backend": BACKEND},
        "verify_checks": [{"kind": "http", "address": f"http://{{{{ ansible_host }}}}:{PORT}/healthz"}],
        "verify_services": [f"{SERVICE}.service"],
        "verify_within": 5,
        "evidence_folder": str(one.state / "ops"),
        "evidence_who": "maple",
        **more,
    }


def command(one: Lab, *options: str, playbook: Path = PLAYBOOK, inventory: Path | None = None, **more: Any) -> list[str]:
    """The command line of ansible-playbook."""
    program = str(ROOT / ".venv/bin/ansible-playbook")
    return [program, "-i", str(inventory or one.inventory), str(playbook), "-e", json.dumps(variables(one, **more)), *options]


def environment(one: Lab) -> Mapping[str, str]:
    """As an operator's shell has it; connections are the lab's own."""
    return {
        **os.environ,
        "ANSIBLE_CONFIG": str(ROOT / "ansible/ansible.cfg"),
        "ANSIBLE_SSH_CONTROL_PATH_DIR": str(one.state / "ssh"),
        "ANSIBLE_LOCAL_TEMP": str(one.state / "ansible"),
        "ANSIBLE_NOCOLOR": "1",
    }


def patch(
    one: Lab,
    *options: str,
    playbook: Path = PLAYBOOK,
    inventory: Path | None = None,
    keys: Mapping[str, str] | None = None,
    **more: Any,
) -> Outcome:
    """Run the playbook to its end, with `keys` in its environment."""
    words = command(one, *options, playbook=playbook, inventory=inventory, **more)
    done = one.run(*words, check=False, env={**environment(one), **(keys or {})}, timeout=300)
    return Outcome(code=done.returncode, said=done.stdout + done.stderr)


def start_patch(one: Lab, **more: Any) -> subprocess.Popen[bytes]:
    """Start the playbook; what it says goes to `patch.log`."""
    return one.start(*command(one, **more), log=one.state / "patch.log", env=environment(one))


def evidence(one: Lab) -> list[dict[str, Any]]:
    """Every record of the evidence."""
    file = one.state / "ops/default/evidence.jsonl"
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def events(one: Lab, host: str) -> list[str]:
    """What happened to a host, in order."""
    return [record["event"] for record in evidence(one) if record["host"] == host]


def versions(one: Lab, name: str = SERVICE) -> dict[str, str]:
    """The installed version of a package on every host."""
    return {host: one.on(host, f"dpkg-query --show --showformat='${{Version}}' {name}") for host in one.hosts}


def wait_for_event(one: Lab, host: str, event: str) -> None:
    """Wait until the evidence says that this happened to a host."""
    one.wait(f'grep -q \'"event":"{event}".*"host":"{host}"\' {one.state}/ops/default/evidence.jsonl')
