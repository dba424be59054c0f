"""`estate sandbox up`, `status` and `down`, run as a person runs them, on a small program of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from estate.sandbox.clients import Clients, invoke
from tests.components.builds import ROOT

SECONDS = 120  # a busy machine is slow; what hangs for this long is broken

PROGRAM = """
import pulumi
from pulumi_aws import cloudwatch, sqs


class Monitor(pulumi.CustomResource):
    def __init__(self, name, props):
        super().__init__("datadog:index/monitor:Monitor", name, props)


def build(catalog, stack):
    if str(stack) == "network-sandbox":
        pulumi.export("url", sqs.Queue("orders", name="orders", visibility_timeout_seconds=45, tags={"service": "checkout"}).url)
        pulumi.export("key", pulumi.Output.secret("canary-in-an-output"))
    if str(stack) == "data-sandbox":
        below = pulumi.StackReference("organization/estate/network-sandbox")
        cloudwatch.LogGroup("orders", name="/orders", retention_in_days=30, tags={"queue": below.require_output("url")})
        cloudwatch.LogGroup("kept", name="/kept", retention_in_days=30, tags={"key": below.require_output("key")})
        Monitor("lag", {"query": "avg(last_5m):lag > 1", "password": pulumi.Output.secret("canary-in-a-monitor")})
    SPECIAL
"""

WAITING = """
    import asyncio, multiprocessing, os
    if str(stack) == "services-sandbox" and not multiprocessing.parent_process():
        sqs.Queue("never", name=pulumi.Output.from_input(asyncio.get_running_loop().create_future()))
        os.write(2, b"waiting\\n")
"""

CONTRACTS = """
def symbols(catalog):
    return {"network-sandbox": {"url": "${network-sandbox.url}", "key": "${network-sandbox.key}"}}
"""


ACCOUNT = "111122223333"  # of the environment `sandbox`


def run(command: list[str], *, env: Mapping[str, str], cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - this interpreter


@dataclass(frozen=True)
class Project:
    """A project folder with the reference catalog and a program of a few resources."""

    root: Path

    def estate(self, *words: str) -> subprocess.CompletedProcess[str]:
        return run(self.command(*words), env=self.environ(), cwd=self.root)

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-c", "from estate.cli.main import main; main()", *words]

    def environ(self) -> dict[str, str]:
        return {**os.environ, "PYTHONPATH": f"{self.root}{os.pathsep}{ROOT}", "COLUMNS": "80"}

    def special(self, line: str) -> None:
        (self.root / "stacks/__main__.py").write_text(PROGRAM.replace("SPECIAL", line))


def new_project(root: Path) -> Project:
    shutil.copytree(ROOT / "catalog", root / "catalog")
    shutil.copytree(ROOT / "docs/runbooks", root / "docs/runbooks")
    (root / "stacks").mkdir()
    (root / "stacks/__init__.py").touch()
    (root / "stacks/contracts.py").write_text(CONTRACTS)
    project = Project(root)
    project.special("pass")
    return project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = new_project(tmp_path)
    yield project
    project.estate("sandbox", "down")


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Project, subprocess.CompletedProcess[str]]]:
    """A project whose sandbox is up, for tests that only look."""
    project = new_project(tmp_path_factory.mktemp("standing"))
    yield project, project.estate("sandbox", "up")
    project.estate("sandbox", "down")


Standing = tuple[Project, subprocess.CompletedProcess[str]]


def status_of(project: Project) -> Mapping[str, Any]:
    return json.loads(project.estate("sandbox", "status", "--json").stdout)


def emulator_of(project: Project) -> Mapping[str, Any]:
    return json.loads((project.root / "build/sandbox/emulator.json").read_text())


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_an_environment_comes_up_and_really_stands_there(standing: Standing) -> None:
    project, done = standing
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 created, 1 recorded\nread back: 0 new differences" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert (project.root / "build/estate.html").exists()
    clients = Clients(status_of(project)["endpoint"])
    urls = invoke(clients.client("sqs", region="eu-central-1", account=ACCOUNT), "list_queues", {})["QueueUrls"]
    assert isinstance(urls, list)
    assert [url.rsplit("/", 2)[1:] for url in urls] == [[ACCOUNT, "orders"]]
    logs = clients.client("logs", region="eu-central-1", account=ACCOUNT)
    tags = invoke(logs, "list_tags_log_group", {"logGroupName": "/orders"})["tags"]
    assert tags == {"queue": urls[0]}, "an output of one stack is the real one in the next"


def test_status_points_tools_at_the_account_that_is_meant(standing: Standing) -> None:
    shown = status_of(standing[0])["variables"]
    asked = "import boto3; print(boto3.client('sts').get_caller_identity()['Account'])"
    answer = run([sys.executable, "-c", asked], env={"PATH": os.environ["PATH"], **shown})
    assert answer.stdout.strip() == ACCOUNT


def test_a_second_one_is_refused_with_the_address_of_the_first(standing: Standing) -> None:
    project, _ = standing
    # A program that cannot be planned: nobody waits for a plan only to be refused.
    project.special("never.defined")
    again = project.estate("sandbox", "up")
    project.special("pass")
    assert again.returncode == 3
    assert f"http://127.0.0.1:{emulator_of(project)['port']}" in again.stderr
    assert "estate sandbox down" in again.stderr


def test_the_file_with_the_token_is_its_owners_alone(standing: Standing) -> None:
    assert (standing[0].root / "build/sandbox/emulator.json").stat().st_mode & 0o077 == 0


def test_a_secret_is_in_no_output(standing: Standing) -> None:
    project, done = standing
    written = [path.read_text() for path in (project.root / "build").rglob("*") if path.is_file()]
    assert "canary-in-a-monitor" not in "".join([done.stdout, done.stderr, *written])


def test_down_leaves_no_process_and_no_state(project: Project) -> None:
    assert project.estate("sandbox", "up", "--json").returncode == 0
    pid = emulator_of(project)["pid"]
    assert is_alive(pid)
    assert project.estate("sandbox", "down").returncode == 0
    assert not is_alive(pid)
    assert project.estate("sandbox", "status").returncode == 1
    assert not (project.root / "build/sandbox/emulator.json").exists()


def test_an_interruption_leaves_nothing_behind(project: Project) -> None:
    # A resource that waits for ever for its name; the plan that comes before runs the program in other processes.
    project.special(WAITING)
    command = subprocess.Popen(  # noqa: S603 - this interpreter, on a program of ours
        project.command("sandbox", "up"), cwd=project.root, env=project.environ(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with command as running:
        try:
            assert running.stderr is not None
            assert any("waiting" in line for line in running.stderr)
            pid = emulator_of(project)["pid"]
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=SECONDS)
        finally:
            running.kill()
    assert running.returncode == 130, told
    assert told.splitlines()[-1] == "Interrupted: the emulator is gone, and everything that was in it."
    assert "Traceback" not in told
    assert not is_alive(pid)
    assert not (project.root / "build/sandbox/emulator.json").exists()


def test_a_resource_that_the_emulator_refuses_fails_alone(project: Project) -> None:
    project.special('str(stack) == "account-sandbox" and sqs.Queue("bad", name="not a name!")')
    done = project.estate("sandbox", "up")
    assert done.returncode == 1
    assert "failed   aws:sqs/queue:Queue bad" in done.stdout
    assert "2 created" in done.stdout, "the other stacks come up all the same"


def test_a_wrong_environment_is_answered_with_the_nearest(project: Project) -> None:
    done = project.estate("sandbox", "up", "sandbx")
    assert (done.returncode, done.stderr.strip()) == (2, "'sandbx' is no environment; did you mean 'sandbox'?")
