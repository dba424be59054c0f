"""`estate sandbox serve` says how to use it, leaves nothing behind, and says what has died."""

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from pulumi.runtime.proto import provider_pb2_grpc

from estate.sandbox.recorded import Journal
from estate.sandbox.serve import serving
from estate.sandbox.session import Session
from tests.sandbox.attached import Attached

PROJECT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-c", "from estate.cli.main import main; main()", "sandbox", "serve")
ENDS_WITHIN = 60  # seconds, on a busy machine
PACKAGES = ["aws", "datadog", "newrelic", "pagerduty", "opsgenie"]  # aws, and catalog/organisation.yaml: vendors


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project folder of its own, with the catalog of this one."""
    for folder in ("catalog", "docs"):
        (tmp_path / folder).symlink_to(PROJECT / folder)
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    return tmp_path


@pytest.fixture
def process(root: Path) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
        [*COMMAND, "--json"], cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield process
    process.kill()
    process.communicate()


def ready(process: subprocess.Popen[str]) -> dict[str, Any]:
    """The document that is printed once everything is ready."""
    assert process.stdout
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            return json.loads("".join(lines))
    raise AssertionError(f"it ended: {process.communicate()[1]}")


def listens(port: int) -> bool:
    with socket.socket() as one:
        one.settimeout(2)
        return one.connect_ex(("127.0.0.1", port)) == 0


def is_there(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False


def test_it_says_everything_that_plain_pulumi_commands_need(process: subprocess.Popen[str], root: Path) -> None:
    document = ready(process)
    variables = document["variables"]
    assert list(document["providers"]) == PACKAGES
    assert variables["PULUMI_DEBUG_PROVIDERS"] == ",".join(f"{name}:{port}" for name, port in document["providers"].items())
    assert variables["PULUMI_BACKEND_URL"] == f"file://{variables['PULUMI_OPTION_CWD']}"
    assert Path(variables["PULUMI_OPTION_CWD"]).parent == root / "build" / "sandbox" / "state"
    assert document["stacks"][:4] == ["bootstrap-global", "oncall-global", "telemetry-global", "account-dev"]
    project = yaml.safe_load((Path(variables["PULUMI_OPTION_CWD"]) / "Pulumi.yaml").read_text())
    assert (project["name"], project["main"]) == ("estate", str(root / "stacks"))
    assert project["runtime"]["options"]["virtualenv"] == sys.prefix


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_leaves_no_process_no_port_and_no_state(process: subprocess.Popen[str], number: signal.Signals) -> None:
    document = ready(process)
    ports = [*document["providers"].values(), int(document["endpoint"].rpartition(":")[2])]
    assert all(listens(port) for port in ports)
    process.send_signal(number)
    _, errors = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 0, errors
    assert not is_there(document["emulator_pid"])
    assert not any(listens(port) for port in ports)
    assert not Path(document["variables"]["PULUMI_OPTION_CWD"]).exists()


def test_an_emulator_that_dies_is_said_and_ends_everything(process: subprocess.Popen[str]) -> None:
    document = ready(process)
    os.kill(document["emulator_pid"], signal.SIGKILL)
    _, errors = process.communicate(timeout=ENDS_WITHIN)
    assert process.returncode == 3
    assert f"the emulator at {document['endpoint']}" in errors
    assert "has ended, and with it everything that was made; start again with: estate sandbox serve" in errors
    assert "Traceback" not in errors
    assert not any(listens(port) for port in document["providers"].values())


def test_the_emulator_does_not_outlive_a_serve_that_is_killed(process: subprocess.Popen[str]) -> None:
    document = ready(process)
    emulator = os.pidfd_open(document["emulator_pid"])
    process.kill()
    watch = select.poll()
    watch.register(emulator, select.POLLIN)
    ended = watch.poll(ENDS_WITHIN * 1000)
    os.close(emulator)
    assert ended, "the emulator still runs"


def test_what_is_only_recorded_is_listed_when_asked_and_in_the_end(process: subprocess.Popen[str]) -> None:
    document = ready(process)
    with grpc.insecure_channel(f"127.0.0.1:{document['providers']['datadog']}") as channel:
        monitor = Attached(
            stub=provider_pb2_grpc.ResourceProviderStub(channel), token="datadog:index/none:None", name="errors", stack="services-dev"
        )
        monitor.create(monitor.checked({"query": "errors"}))
    process.send_signal(signal.SIGUSR1)
    assert process.stderr
    told = [process.stderr.readline().strip() for _ in range(3)]
    assert told[0] == "recorded  services-dev  datadog:index/none:None errors"
    assert told[1:] == ["1 only recorded, in the engine's state alone", "services-dev  datadog:index/none:None errors"]
    process.terminate()
    _, errors = process.communicate(timeout=ENDS_WITHIN)
    assert "services-dev  datadog:index/none:None errors" in errors


def test_there_must_be_something_to_attach_to(root: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    ended = subprocess.run(  # noqa: S603 - this interpreter and a module of ours
        [*COMMAND, "--attach"], cwd=root, env=environment, capture_output=True, text=True, timeout=ENDS_WITHIN, check=False
    )
    assert ended.returncode == 3
    assert "no sandbox runs that could be attached to; start one with: estate sandbox up" in ended.stderr


def test_a_sandbox_that_is_attached_to_stays_and_keeps_the_state(root: Path) -> None:
    session = Session.of(root)
    emulator = session.start()
    try:
        with serving(root, attach=True, journal=Journal()) as served:
            assert served.emulator.endpoint == emulator.endpoint
            folder = Path(served.variables["PULUMI_OPTION_CWD"])
            (folder / "kept").touch()
        with serving(root, attach=True, journal=Journal()) as again:
            assert Path(again.variables["PULUMI_OPTION_CWD"]) == folder
        assert (folder / "kept").exists()
        assert listens(emulator.port)
    finally:
        session.stop()
