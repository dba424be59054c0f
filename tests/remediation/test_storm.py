"""The real server on loopback: storms, forgeries, replays and hostile bodies."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from estate.remediation.audit import breaks
from estate.remediation.budget import LINES
from tests.remediation.estates import SECRET, alertmanager, firing
from tests.remediation.serving import HEADERS, MANY, RUNS, Served, audit_lines, dispatcher

STORM = 10_000
AT_ONCE = 16
MOST_GROWTH_KIB = 64 * 1024  # 10,000 orders of about 1 KiB each in the page cache and in flight, with much room


async def storm(served: Served, bodies: list[bytes]) -> Counter[int]:
    """Posts everything over a few connections, with no client library between: how often each status came."""
    statuses: Counter[int] = Counter()
    waiting = list(bodies)
    head = f"POST /webhooks/alertmanager HTTP/1.1\r\nHost: localhost\r\nAuthorization: {HEADERS['authorization']}\r\n"

    async def one() -> None:
        reader, writer = await asyncio.open_connection(served.client.base_url.host, served.client.base_url.port)
        while waiting:
            body = waiting.pop()
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in answer.lower().split(b"\r\n") if line.startswith(b"content-length:"))
            await reader.readexactly(int(length.partition(b":")[2]))
            statuses[int(answer.split()[1])] += 1
        writer.close()

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return statuses


def rows(folder: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(folder / "state/queue.sqlite")
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def test_ten_thousand_webhooks_reach_no_limit_of_ours_and_every_limit_of_the_catalogs(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    bodies = [
        alertmanager(firing(MANY[number % len(MANY)], at=now, fingerprint=str(number), name="image-provider.disk"))
        for number in range(STORM)
    ]
    with dispatcher(tmp_path, strict=True) as served:
        assert served.post(bodies[0]).status_code == 202
        before = served.resident_kib()
        assert asyncio.run(storm(served, bodies)) == {202: STORM}
        growth = served.resident_kib() - before
        while rows(tmp_path, "SELECT count(*) FROM orders WHERE status IN ('accepted', 'running')") != [(0,)]:
            served.client.get("/health")
    assert rows(tmp_path, "SELECT count(*) FROM orders") == [(STORM,)]
    runs = (tmp_path / RUNS).read_text().splitlines()
    assert len(runs) == len(set(runs)) == 12, "as many runs as the fleet's rate allows within an hour"
    assert rows(tmp_path, "SELECT count(DISTINCT host) FROM orders WHERE began_at IS NOT NULL") == [(12,)]
    assert growth < MOST_GROWTH_KIB
    assert list(breaks((tmp_path / "state/audit.jsonl").read_text().splitlines())) == []


def test_forged_webhooks_change_nothing_and_fill_no_disk(tmp_path: Path) -> None:
    body = alertmanager(firing(at=datetime.now(UTC)))
    with dispatcher(tmp_path) as served:
        for number in range(300):
            header = {"authorization": f"Bearer {SECRET[:-1]}{number}"} if number % 2 else {"authorization": ""}
            assert served.client.post("/webhooks/alertmanager", content=body, headers=header).status_code == 401
    assert rows(tmp_path, "SELECT count(*) FROM orders") == [(0,)]
    assert sum(line["event"] == "refused" for line in audit_lines(tmp_path)) <= 2 * LINES, "a test that crosses a minute has two budgets"


def test_a_replay_is_taken_note_of_and_starts_nothing(tmp_path: Path) -> None:
    body = alertmanager(firing(at=datetime.now(UTC)))
    with dispatcher(tmp_path) as served:
        outcomes = [served.post(body).headers["x-outcome"] for _ in range(5)]
        while rows(tmp_path, "SELECT status FROM orders") != [("refused",)] and not (tmp_path / RUNS).exists():
            served.client.get("/health")
    assert outcomes == ["1 accepted; 1 new", *["1 accepted; 0 new"] * 4]
    assert rows(tmp_path, "SELECT seen FROM orders") == [(5,)]


HOSTILE = "../../x; id {{ 7*7 }}"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        pytest.param("alertmanager", alertmanager(firing(HOSTILE, at=datetime.now(UTC))), 422, id="a hostile host"),
        pytest.param("alertmanager", alertmanager(firing("web-999", at=datetime.now(UTC))), 422, id="an unknown host"),
        pytest.param("alertmanager", alertmanager(firing(name=HOSTILE, at=datetime.now(UTC))), 202, id="a hostile name"),
        pytest.param("alertmanager", alertmanager(firing(at=datetime(2020, 1, 1, tzinfo=UTC))), 202, id="stale"),
        pytest.param("alertmanager", alertmanager(firing(status="resolved", at=datetime.now(UTC))), 202, id="resolved"),
        pytest.param("alertmanager", alertmanager(), 202, id="nothing in it"),
        pytest.param("alertmanager", b"{", 400, id="no JSON"),
        pytest.param("alertmanager", b"{}", 422, id="another shape"),
        pytest.param("alertmanager", b"x" * (256 * 1024 + 1), 413, id="too large"),
        pytest.param("opsgenie", b"{}", 404, id="no sender"),
        pytest.param("..%2f..%2fetc%2fpasswd", b"{}", 404, id="a path"),
    ],
)
def test_what_is_no_good_alert_starts_nothing(shared: tuple[Served, Path], path: str, body: bytes, status: int) -> None:
    served, folder = shared
    assert served.post(body, sender=path).status_code == status
    assert rows(folder, "SELECT count(*) FROM orders") == [(0,)]


def test_refusals_repeat_nothing_of_the_sender(shared: tuple[Served, Path]) -> None:
    served, folder = shared
    served.post(alertmanager(firing(HOSTILE, at=datetime.now(UTC))))
    served.post(json.dumps({HOSTILE: HOSTILE}).encode())
    text = (folder / "state/audit.jsonl").read_text()
    assert "7*7" not in text
    assert "{{" not in text
    assert '"event":"unknown-host"' in text


def test_a_body_in_pieces_without_a_length_is_bounded_too(shared: tuple[Served, Path]) -> None:
    served, _ = shared
    answer = served.client.post("/webhooks/alertmanager", content=iter([b"x" * 65536] * 5))
    assert answer.status_code == 413


def test_other_methods_are_refused(shared: tuple[Served, Path]) -> None:
    assert shared[0].client.get("/webhooks/alertmanager").status_code == 405


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """One dispatcher for all that starts nothing."""
    folder = tmp_path_factory.mktemp("dispatcher")
    with dispatcher(folder) as served:
        served.client.get("/health")
        yield served, folder
