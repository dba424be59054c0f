"""What a sender is told when the disk does not take an alert: never 2xx."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from estate.remediation.intake import Intake
from estate.remediation.journal import FullError, Journal
from tests.remediation.estates import NOW, SECRET, alertmanager, firing, fleet, policy

HEADERS = {"authorization": f"Bearer {SECRET}"}


class Broken(Journal):
    """A journal whose disk does not take anything."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def write(self, work: Any) -> Any:
        raise self._error


def answer(journal: Journal, body: bytes, *, headers: dict[str, str]) -> int:
    intake = Intake(policy=policy(), fleet=fleet(), secrets={"alertmanager": SECRET.encode()}, journal=journal, clock=lambda: NOW)
    return asyncio.run(intake.receive("alertmanager", headers=headers, body=body)).status


@pytest.mark.parametrize("error", [FullError("full"), sqlite3.OperationalError("database or disk is full"), OSError(28, "No space left")])
@pytest.mark.parametrize(("body", "headers"), [(alertmanager(firing()), HEADERS), (b"{", HEADERS), (b"{}", {})])
def test_what_cannot_be_kept_is_to_be_sent_again(error: Exception, body: bytes, headers: dict[str, str]) -> None:
    assert answer(Broken(error), body, headers=headers) == 503


def test_a_failure_inside_one_transaction_is_its_own_alone(tmp_path: Path) -> None:
    async def story() -> tuple[list[Any], int]:
        journal = Journal(store=tmp_path / "queue.sqlite", audit=tmp_path / "audit.jsonl")
        journal.start()
        insert = "INSERT INTO stops (scope, by, why, at) VALUES (?, 'a', 'b', 0)"
        works = [journal.write(lambda connection, scope=scope: connection.execute(insert, (scope,)).rowcount) for scope in ("x", "x", "y")]
        results = await asyncio.gather(*works, return_exceptions=True)
        count = await journal.write(lambda connection: connection.execute("SELECT count(*) FROM stops").fetchone()[0])
        await journal.close()
        return results, count

    results, count = asyncio.run(story())
    assert [type(result) for result in results] == [int, sqlite3.IntegrityError, int]
    assert count == 2
