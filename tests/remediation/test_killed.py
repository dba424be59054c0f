"""A dispatcher that is killed at many moments: no alert that it accepted is lost, and none is acted on twice."""

import sqlite3
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import httpx

from estate.remediation.audit import breaks
from tests.remediation.estates import alertmanager, firing
from tests.remediation.serving import MANY, RUNS, SECONDS, Served, dispatcher

ROUNDS = 6
EACH = 25


def post_until_killed(served: Served, hosts: list[str], kill_after: int) -> list[str]:
    """Posts one alert for each host and kills the dispatcher behind one of the answers; the hosts whose alerts were accepted."""
    accepted: list[str] = []
    for number, host in enumerate(hosts):
        try:
            answer = served.post(alertmanager(firing(host, at=datetime.now(UTC), fingerprint=host)))
        except httpx.TransportError:
            break
        assert answer.status_code == 202, answer.text
        accepted.append(host)
        if number == kill_after:
            served.kill()
    return accepted


def statuses(folder: Path) -> dict[str, str]:
    connection = sqlite3.connect(folder / "state/queue.sqlite")
    rows = dict(connection.execute("SELECT host, status FROM orders"))
    connection.close()
    return rows


def settle(served: Served, folder: Path) -> None:
    """Waits until nothing is open."""
    served.client.get("/health")
    end = time.monotonic() + SECONDS
    while set(statuses(folder).values()) & {"accepted", "running", "verifying", "approved"}:
        assert time.monotonic() < end, statuses(folder)
        served.client.get("/health")


def test_what_was_accepted_is_there_and_was_acted_on_once(tmp_path: Path) -> None:
    accepted: list[str] = []
    for number in range(ROUNDS):
        with dispatcher(tmp_path) as served:
            hosts = list(MANY[number * EACH : (number + 1) * EACH])
            accepted += post_until_killed(served, hosts, kill_after=number * 3)
    with dispatcher(tmp_path) as served:
        settle(served, tmp_path)
    found = statuses(tmp_path)
    assert set(accepted) <= found.keys(), "an accepted alert is lost"
    assert len(accepted) >= ROUNDS
    runs = Counter((tmp_path / RUNS).read_text().splitlines())
    twice = {line for line, count in runs.items() if line.startswith("run") and count > 1}
    assert not twice, "an alert was acted on twice"
    acted = sum(line.startswith("run") for line in runs)
    assert acted <= len(found)
    assert set(found.values()) <= {"healed", "refused", "unhealed"}
    assert list(breaks((tmp_path / "state/audit.jsonl").read_text().splitlines())) == []


def test_a_run_that_was_interrupted_is_looked_at_and_not_begun_again(tmp_path: Path) -> None:
    with dispatcher(tmp_path) as served:
        served.post(alertmanager(firing("web-1", at=datetime.now(UTC))))
        settle(served, tmp_path)
    connection = sqlite3.connect(tmp_path / "state/queue.sqlite")
    connection.execute("UPDATE orders SET status = 'running', settled_at = NULL")
    connection.commit()
    connection.close()
    with dispatcher(tmp_path) as served:
        settle(served, tmp_path)
    assert (tmp_path / RUNS).read_text().splitlines() == ["run 1", "verify 1"]
    assert statuses(tmp_path) == {"web-1": "healed"}
