"""Plays an action's playbook as the dispatcher does, against an AWS of this machine."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.remediation.estates import ROOT

REGION = "eu-central-1"
SECONDS = 120


def play(action: str, folder: Path, *, endpoint: str, only_verify: bool = False, **variables: Any) -> "subprocess.CompletedProcess[str]":
    """The playbook, with `remediate_` before each variable; its evidence is in the folder."""
    given = {"region": REGION, "environment": "staging", "evidence": str(folder), "patience": 2, "pause": 0, **variables}
    file = folder / "variables.json"
    file.write_text(json.dumps({f"remediate_{name}": value for name, value in given.items()}))
    words = ["-i", "localhost,", str(ROOT / f"ansible/playbooks/remediate/{action}.yml"), "-e", f"@{file}"]
    command = [str(Path(sys.executable).with_name("ansible-playbook")), *words, *(["--tags", "verify"] if only_verify else [])]
    keys = {"AWS_ENDPOINT_URL": endpoint, "AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    environment = {**os.environ, **keys, "ANSIBLE_LOCALHOST_WARNING": "0"}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - a playbook of ours
