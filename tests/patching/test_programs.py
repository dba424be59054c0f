"""Programs for hosts, run as they are sent: one text over the standard input of a Python that knows no collection."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patching.collection import apt_patch, programs

PYTHON = [sys.executable, "-I", "-S", "-"]
LOOK: dict[str, Any] = {"services": [], "log_patterns": [], "since": 0, "known_failed": []}


@pytest.fixture
def commands(tmp_path: Path) -> Path:
    """A folder of commands, each of which writes down its words."""
    for name, says in {"systemctl": "${STATES}", "journalctl": "all is well"}.items():
        file = tmp_path / name
        file.write_text(f'#!/bin/sh\necho "{name} $*" >> {tmp_path}/words\nprintf "%b" "{says}"\nexit ${{CODE:-0}}\n')
        file.chmod(0o755)
    return tmp_path


def answer(commands: Path, name: str, options: dict[str, Any], **environment: str) -> dict[str, Any]:
    text = programs.whole(name, options)
    variables = {"PATH": f"{commands}:{os.defpath}", **environment}
    done = subprocess.run(PYTHON, input=text, env=variables, capture_output=True, text=True, check=True)  # noqa: S603 - this Python, which reads the text
    return json.loads(done.stdout)


def test_a_service_that_does_not_run_is_named(commands: Path) -> None:
    look = {**LOOK, "services": ["web.service", "cache.service"], "known_failed": ["active", "failed"]}
    assert answer(commands, "host_check", look, STATES="active\\nfailed\\n")["msg"] == "cache.service is failed"


def test_a_host_whose_init_says_nothing_is_not_well(commands: Path) -> None:
    look = {**LOOK, "services": ["web.service"]}
    assert "systemctl is-active says '' of web.service" in answer(commands, "host_check", look, STATES="")["msg"]
    assert answer(commands, "host_check", LOOK, CODE="1", STATES="no bus")["msg"] == "systemctl list-units ended with 1: no bus"


@pytest.mark.parametrize("name", ["--user", "-rf", "--root=/tmp"])
def test_a_name_is_never_read_as_an_option(commands: Path, name: str) -> None:
    answer(commands, "host_check", {**LOOK, "services": [name], "log_patterns": ["x"]}, STATES="active\\n")
    words = (commands / "words").read_text().splitlines()
    assert f"systemctl is-active -- {name}" in words
    assert any(f"--unit={name}" in line for line in words)


def test_a_package_whose_name_is_an_option_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = tmp_path / "dpkg-query"
    # As the real one does: with an option alone it shows everything that is installed.
    query.write_text('#!/bin/sh\nfor word; do [ "$word" = -- ] && exit 1; done\nprintf "installed 1.0"\n')
    query.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.defpath}")
    assert apt_patch.Host({"store": "/nowhere"}).version("--no-pager") is None


def test_what_others_did_before_the_locks_were_free_is_not_of_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [100.0]

    def wait(_host: object) -> None:
        clock[0] += 60.25

    monkeypatch.setattr(apt_patch.time, "time", lambda: clock[0])
    monkeypatch.setattr(apt_patch.Host, "wait_for_locks", wait)
    given: dict[str, Any] = {"state": "reverted", "packages": [], "store": "/nowhere", "lock_timeout": 60, "check_mode": True}
    assert apt_patch.answer(given)["seconds"] == 160.25
