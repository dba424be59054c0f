"""The process that runs a playbook: the real one, on this machine, with playbooks that touch nothing but a folder of the test."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from estate.host_lock import holding
from estate.remediation.result import Result
from estate.remediation.runner import ProcessRunner
from estate.remediation.spec import RunSpec, unsafe
from tests.remediation.estates import ROOT

HOSTILE = "{{ 7*7 }} $(id) ../../x"
WRITES = """\
- hosts: "{{ remediate_host }}"
  gather_facts: false
  tasks:
    - name: Keep what was seen
      ansible.builtin.copy:
        content: "{{ remediate_text }} {{ lookup('env', 'ESTATE_REMEDIATION_DATADOG_SECRET') }}"
        dest: "{{ remediate_evidence }}/1-diagnosed.txt"
        mode: "0600"
    - name: Verify that it is well
      ansible.builtin.assert:
        that: remediate_well
        fail_msg: the disk is full
      tags: verify
"""


def run(folder: Path, *, playbook: str = WRITES, tags: str | None = None, timeout: int = 60, **variables: Any) -> Result:
    (folder / "playbook.yml").write_text(playbook)
    (folder / "hosts.yml").write_text(
        "all: {hosts: {web-1: {ansible_connection: local, ansible_python_interpreter: '{{ ansible_playbook_python }}'}}}\n"
    )
    given: Mapping[str, Any] = {"host": "web-1", "text": HOSTILE, "well": True, "evidence": str(folder / "run/evidence"), **variables}
    spec = RunSpec(
        playbook=str(folder / "playbook.yml"),
        inventory=str(folder / "hosts.yml"),
        variables={f"remediate_{name}": unsafe(value) for name, value in given.items()},
        tags=tags,
        timeout=timeout,
        environment="staging",
        target="web-1",
        what="remediation order 1",
        wait=0,
        locks=str(folder / "locks"),
        config=str(ROOT / "ansible/ansible.cfg"),
    )
    return asyncio.run(ProcessRunner().run(spec, folder / "run"))


def test_text_arrives_as_it_is_and_secrets_do_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESTATE_REMEDIATION_DATADOG_SECRET", "hunter2-hunter2-hunter2")  # pragma: allowlist secret
    result = run(tmp_path)
    assert result == Result(ending="successful", words="", evidence={"1-diagnosed": f"{HOSTILE} "})
    left = [path.read_bytes() for path in (tmp_path / "run").rglob("*") if path.is_file()]
    assert not any(b"hunter2" in content for content in left)


def test_what_is_not_well_is_told_with_the_step_and_the_evidence(tmp_path: Path) -> None:
    result = run(tmp_path, well=False)
    assert result == Result(ending="failed", words="Verify that it is well: the disk is full", evidence={"1-diagnosed": f"{HOSTILE} "})


def test_of_a_loop_the_failed_item_is_told(tmp_path: Path) -> None:
    checks = "{that: item != 'b', fail_msg: 'b is full', quiet: true}"
    loops = (
        f"- hosts: web-1\n  gather_facts: false\n  tasks:\n    - name: Look\n      ansible.builtin.assert: {checks}\n      loop: [a, b]\n"
    )
    assert run(tmp_path, playbook=loops).words == "Look: b is full"


def test_a_run_that_only_looks_keeps_to_its_tag(tmp_path: Path) -> None:
    assert run(tmp_path, tags="verify") == Result(ending="successful", words="", evidence={})


def test_a_playbook_that_finds_no_host_has_healed_nothing(tmp_path: Path) -> None:
    assert run(tmp_path, host="web-2").ending == "failed"


def test_a_host_that_somebody_holds_is_not_touched(tmp_path: Path) -> None:
    with holding(["web-1"], environment="staging", what="patch", who="cedar", folder=tmp_path / "locks"):
        result = run(tmp_path)
    assert result.ending == "busy"
    assert result.words == "web-1 is held by patch of cedar; wait until that has ended"
    assert not (tmp_path / "run/evidence").exists()


def test_a_run_ends_with_its_time_and_leaves_nobody_at_work(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    waits = f"- hosts: web-1\n  gather_facts: false\n  tasks:\n    - ansible.builtin.command: {{argv: [tail, -f, {tmp_path}/empty]}}\n"
    assert run(tmp_path, playbook=waits, timeout=4).ending == "timeout"
    assert processes_that_name(tmp_path) == []


def processes_that_name(folder: Path) -> list[str]:
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # it has ended meanwhile
            found.append(file.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [line for line in found if str(folder) in line]


def test_a_playbook_that_is_none_is_told(tmp_path: Path) -> None:
    result = run(tmp_path, playbook="- hosts: web-1\n  taks: []\n")
    assert result.ending == "failed"
    assert "Ansible ended with failed" in result.words


def test_the_spec_is_plain_json(tmp_path: Path) -> None:
    run(tmp_path, tags="verify")
    assert json.loads((tmp_path / "run/spec.json").read_text())["target"] == "web-1"
