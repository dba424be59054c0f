"""A dispatcher in a process of its own, whose playbooks are lines in a file."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx

from estate.remediation.dispatcher import Setup
from estate.remediation.event import SENDERS
from estate.remediation.paging import Pager
from estate.remediation.policy import Policy
from estate.remediation.result import Result, write_result
from estate.remediation.serve import inherited, serve
from estate.remediation.spec import Places, RunSpec
from tests.remediation.estates import ROOT, SECRET, fleet, policy

RUNS = "runs.log"
MANY = tuple(f"web-{number}" for number in range(1, 401))
HEADERS = {"authorization": f"Bearer {SECRET}"}
SECONDS = 60


class LoggedRunner:
    """Writes a line for each run, on the disk before it returns; nothing heals what `unhealed` names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def run(self, spec: RunSpec, folder: Path) -> Result:
        await asyncio.sleep(0)
        order = spec.variables["remediate_order"]
        line = f"{'verify' if spec.tags else 'run'} {order}\n"
        with (self._folder / RUNS).open("a") as stream:
            stream.write(line)
        folder.mkdir(parents=True, exist_ok=True)
        ill = spec.target in (self._folder / "ill").read_text().split() if (self._folder / "ill").exists() else False
        result = Result(ending="failed" if ill else "successful", words="it is still ill" if ill else "", evidence={"diagnose": "df: full"})
        write_result(folder, result)
        return result


def generous() -> Policy:
    """Limits that many runs at once do not reach."""
    limits = policy().limits
    rate = limits.rate.model_copy(update={"runs": 1000, "at_once": 50})
    return replace(policy(), limits=limits.model_copy(update={"rate": rate}))


def main(folder: Path, descriptor: int, *, strict: bool, page_url: str) -> None:
    places = Places(root=ROOT, inventory=ROOT / "none", state=folder / "state", locks=folder / "locks")
    setup = Setup(
        policy=policy() if strict else generous(),
        places=places,
        fleet=fleet(*MANY),
        secrets=dict.fromkeys(SENDERS, SECRET.encode()),
        pager=Pager(url=page_url, routing_key="key"),
        runner=LoggedRunner(folder),
    )
    serve(setup, inherited(descriptor))


@contextmanager
def dispatcher(folder: Path, *, strict: bool = False, page_url: str = "http://127.0.0.1:9") -> Iterator["Served"]:
    """Serves until the end of the block; then it is killed if it still lives. Whoever connects early waits in the socket."""
    with socket.create_server(("127.0.0.1", 0), backlog=2048) as listener:
        descriptor, address = listener.fileno(), listener.getsockname()
        command = [
            sys.executable,
            "-m",
            "tests.remediation.serving",
            str(folder),
            str(descriptor),
            "strict" if strict else "generous",
            page_url,
        ]
        process = subprocess.Popen(command, cwd=ROOT, pass_fds=[descriptor])  # noqa: S603 - this interpreter and this module
    try:
        with httpx.Client(base_url=f"http://{address[0]}:{address[1]}", headers=HEADERS, timeout=SECONDS) as client:
            yield Served(process, client)
    finally:
        process.kill()
        process.wait()


class Served:
    """A dispatcher that runs."""

    def __init__(self, process: "subprocess.Popen[bytes]", client: httpx.Client) -> None:
        self.process = process
        self.client = client

    def post(self, body: bytes, *, sender: str = "alertmanager") -> httpx.Response:
        return self.client.post(f"/webhooks/{sender}", content=body)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def resident_kib(self) -> int:
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])


def audit_lines(folder: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / "state/audit.jsonl").read_text().splitlines()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), strict=sys.argv[3] == "strict", page_url=sys.argv[4])
