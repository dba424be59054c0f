"""How many webhooks a second the dispatcher accepts on one core, and how long the slowest of a hundred wait.

The real server, pinned to one core, with its queue on a disk of this machine: every answer comes after the commit. All senders'
alerts are new, signed, and different; the limits decide about them meanwhile, and no playbook runs. The client has the other cores.

    .venv/bin/python benchmarks/webhooks.py
"""

import asyncio
import hashlib
import hmac
import json
import os
import platform
import signal
import socket
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from estate.catalog.load import load_catalog
from estate.remediation.dispatcher import Setup
from estate.remediation.event import SENDERS
from estate.remediation.fleet import Fleet, Host
from estate.remediation.paging import Pager
from estate.remediation.policy import make_policy
from estate.remediation.result import Result
from estate.remediation.serve import inherited, serve
from estate.remediation.spec import Places, RunSpec

ROOT = Path(__file__).parents[1]
SECRET = "of-the-benchmark-alone"  # pragma: allowlist secret
WEBHOOKS = 10_000
CONNECTIONS = 32
TARGET_RATE, TARGET_P99 = 1_000, 0.050
HOSTS = 400


class NoRunner:
    """Heals at once."""

    async def run(self, spec: RunSpec, folder: Path) -> Result:  # noqa: ARG002 - a runner's signature
        await asyncio.sleep(0)
        return Result(ending="successful", words="", evidence={})


def dispatcher(folder: Path, descriptor: int) -> None:
    """The server's process."""
    os.sched_setaffinity(0, {0})
    hosts = {f"web-{number}": Host(name=f"web-{number}", service="image-provider", address="127.0.0.1") for number in range(HOSTS)}
    setup = Setup(
        policy=make_policy(load_catalog(ROOT / "catalog"), "staging"),
        places=Places(root=ROOT, inventory=ROOT / "none", state=folder / "state", locks=folder / "locks"),
        fleet=Fleet(hosts=hosts),
        secrets=dict.fromkeys(SENDERS, SECRET.encode()),
        pager=Pager(url="http://127.0.0.1:9", routing_key="none"),
        runner=NoRunner(),
    )
    serve(setup, inherited(descriptor))


def requests() -> list[bytes]:
    """Every request as bytes: half of PagerDuty, signed; half of Datadog, with a token."""
    now = datetime.now(UTC)
    return [pagerduty(number, now) if number % 2 else datadog(number, now) for number in range(WEBHOOKS)]


def pagerduty(number: int, now: datetime) -> bytes:
    data = {"id": f"P{number}", "type": "incident", "title": "x", "incident_key": f"staging/image-provider/disk/web-{number % HOSTS}"}
    event = {"id": str(number), "event_type": "incident.triggered", "occurred_at": now.isoformat(), "data": data}
    body = json.dumps({"event": event}).encode()
    signature = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    return request("pagerduty", f"X-PagerDuty-Signature: v1={signature}", body)


def datadog(number: int, now: datetime) -> bytes:
    body = {
        "id": str(number),
        "alert_cycle_key": str(number),
        "alert_scope": f"host:web-{number % HOSTS}",
        "alert_title": f"[Triggered on {{host:web-{number % HOSTS}}}] [staging] image-provider.disk",
        "alert_transition": "Triggered",
        "date": str(int(now.timestamp() * 1000)),
        "hostname": f"web-{number % HOSTS}",
    }
    return request("datadog", f"Authorization: Bearer {SECRET}", json.dumps(body).encode())


def request(sender: str, header: str, body: bytes) -> bytes:
    head = f"POST /webhooks/{sender} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}{header}\r\n\r\n".encode() + body


async def client(address: tuple[str, int], waiting: list[bytes], took: list[float]) -> None:
    """One connection: the next request as soon as the one before it is answered."""
    reader, writer = await asyncio.open_connection(*address)
    while waiting:
        message = waiting.pop()
        began = time.perf_counter()
        writer.write(message)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 202 "), head
        length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(length)
        took.append(time.perf_counter() - began)
    writer.close()


async def storm(address: tuple[str, int], pid: int) -> tuple[float, float, list[float]]:
    """Seconds for all, the server's seconds of processor time for them, and the seconds for each."""
    waiting, took = requests(), list[float]()
    await client(address, [waiting.pop() for _ in range(50)], [])  # the first ones load what is loaded once
    count, began, spent = len(waiting), time.perf_counter(), cpu_seconds(pid)
    await asyncio.gather(*(client(address, waiting, took) for _ in range(CONNECTIONS)))
    assert len(took) == count
    return time.perf_counter() - began, cpu_seconds(pid) - spent, sorted(took)


def main() -> None:
    """Serve, storm, print."""
    os.sched_setaffinity(0, set(range(1, os.cpu_count() or 1)) or {0})
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder, socket.create_server(("127.0.0.1", 0), backlog=256) as listener:
        command = [sys.executable, __file__, folder, str(listener.fileno())]
        process = subprocess.Popen(command, pass_fds=[listener.fileno()])  # it pins itself
        try:
            seconds, spent, took = asyncio.run(storm(listener.getsockname(), process.pid))
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
    parser = "httptools" if find_spec("httptools") else "h11"  # as uvicorn chooses
    rate, median, p99 = len(took) / seconds, took[len(took) // 2], took[int(len(took) * 0.99)]
    print(
        f"{len(took):,} webhooks over {CONNECTIONS} connections, parsed by {parser}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    )
    print(machine())
    print(f"accepted on one core: {rate:,.0f}/s (target: at least {TARGET_RATE:,}/s), {rate / TARGET_RATE:.2f} of the target")
    print(f"the server spent {spent:.1f} s of processor time in {seconds:.1f} s: {len(took) / spent:,.0f} a second of that")
    print(f"median {median * 1000:.1f} ms, p99 {p99 * 1000:.1f} ms (target: less than {TARGET_P99 * 1000:.0f} ms)")


def cpu_seconds(pid: int) -> float:
    """Processor time of a process so far (proc(5), fields 14 and 15 of stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def machine() -> str:
    """The processors as the kernel calls them."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{os.cpu_count()} cores of {model}"


if __name__ == "__main__":
    if len(sys.argv) == 3:
        dispatcher(Path(sys.argv[1]), int(sys.argv[2]))
    else:
        main()
