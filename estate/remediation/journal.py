"""One thread writes to the store, for all who wait together in one commit: a disk's flush is paid once, not by each."""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from estate.errors import SurroundingsError
from estate.remediation.audit import append, last_number
from estate.remediation.store import lines_after, open_store

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

MOST_WAITING = 2_000
"""Writes that wait for the disk; what comes then is told to come again. Each holds at most one webhook's events."""
MOST_TOGETHER = 200
"""In one commit: some 10 ms of work, so that nobody waits long for the others."""


class FullError(SurroundingsError):
    """More is to be written than the disk takes."""


@dataclass(frozen=True, slots=True)
class _Job:
    work: Work[Any]
    future: "asyncio.Future[Any]"


class Journal:
    """The store's only writer in this process. What `write` returned is on the disk."""

    def __init__(self, *, store: Path, audit: Path) -> None:
        self._store = store
        self._audit = audit
        self._jobs: queue.Queue[_Job | None] = queue.Queue(MOST_WAITING)
        self._thread = threading.Thread(target=self._serve, name="journal", daemon=True)
        self._written = 0

    def start(self) -> None:
        """Open the store, and write into the audit's file what a killed dispatcher could not."""
        connection = open_store(self._store)
        self._written = last_number(self._audit)
        self._export(connection)
        connection.close()
        self._thread.start()

    def close(self) -> None:
        """Write what waits, and end."""
        self._jobs.put(None)
        self._thread.join()

    async def write(self, work: Work[T]) -> T:
        """Do the work inside a transaction; what it raises is raised here, and undone. FullError when too much waits."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        try:
            self._jobs.put_nowait(_Job(work, future))
        except queue.Full:
            raise FullError("the disk does not keep up; come again") from None
        return await future

    def _serve(self) -> None:
        connection = open_store(self._store)
        going = True
        while going:
            batch = [self._jobs.get()]
            while len(batch) < MOST_TOGETHER and not self._jobs.empty():
                batch.append(self._jobs.get_nowait())
            going = None not in batch
            self._commit(connection, [job for job in batch if job])
        connection.close()

    def _commit(self, connection: sqlite3.Connection, jobs: list[_Job]) -> None:
        if not jobs:
            return
        try:
            connection.execute("BEGIN IMMEDIATE")
            results = [_attempt(connection, job.work) for job in jobs]
            connection.execute("COMMIT")
            self._export(connection)
        except Exception as error:  # noqa: BLE001 - everybody who waits is told; were this thread to end, they would wait for ever
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            results = [error for _ in jobs]
        for loop in {job.future.get_loop() for job in jobs}:
            mine = [(job.future, result) for job, result in zip(jobs, results, strict=True) if job.future.get_loop() is loop]
            loop.call_soon_threadsafe(_answer, mine)

    def _export(self, connection: sqlite3.Connection) -> None:
        lines = lines_after(connection, self._written)
        if lines:
            append(self._audit, lines)
            self._written = lines[-1].number


def _attempt(connection: sqlite3.Connection, work: Work[Any]) -> Any:
    """The result, or the error: one that fails undoes its own part, and not the others'."""
    connection.execute("SAVEPOINT job")
    try:
        result = work(connection)
    except Exception as error:  # noqa: BLE001 - it is raised again where the work came from
        connection.execute("ROLLBACK TO job")
        result = error
    connection.execute("RELEASE job")
    return result


def _answer(results: "list[tuple[asyncio.Future[Any], Any]]") -> None:
    for future, result in results:
        if future.done():
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
