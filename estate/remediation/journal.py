"""One writer of the store, for all who wait together in one commit: a disk's flush is paid once, not by each.

Statements run on the loop's own thread; only what waits, for another writer or for the disk, has a thread. Were the statements there
too, each of them would wait until the loop lets go of the interpreter, which takes longer than the statement.
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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
"""In one commit: some 20 ms of work, so that nobody waits long for the others."""


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
        self._jobs: deque[_Job] = deque()
        self._serving: asyncio.Task[None] | None = None
        self._disk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal")
        self._written = 0

    def start(self) -> None:
        """Open the store, and write into the audit's file what a killed dispatcher could not."""
        self._connection = open_store(self._store)
        self._written = last_number(self._audit)
        self._export()

    async def close(self) -> None:
        """Write what waits, and end."""
        if self._serving is not None:
            await self._serving
        self._disk.shutdown()
        self._connection.close()

    async def write(self, work: Work[T]) -> T:
        """Do the work inside a transaction; what it raises is raised here, and undone. FullError when too much waits."""
        if len(self._jobs) >= MOST_WAITING:
            raise FullError("the disk does not keep up; come again")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.append(_Job(work, future))
        if self._serving is None or self._serving.done():
            self._serving = loop.create_task(self._serve())
        return await future

    async def _serve(self) -> None:
        while self._jobs:
            jobs, results = list[_Job](), list[Any]()
            try:
                await self._on_disk(self._begin)
                jobs = self._take()  # whoever came meanwhile is of this transaction
                results = [_attempt(self._connection, job.work) for job in jobs]
                await self._on_disk(self._commit)
            except Exception as error:  # noqa: BLE001 - everybody who waits is told; were this to end, they would wait for ever
                await self._on_disk(self._undo)
                jobs = jobs or self._take()
                results = [error for _ in jobs]
            for job, result in zip(jobs, results, strict=True):
                _answer(job.future, result)

    def _take(self) -> list[_Job]:
        return [self._jobs.popleft() for _ in range(min(len(self._jobs), MOST_TOGETHER))]

    async def _on_disk(self, work: Callable[[], None]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._disk, work)

    def _begin(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def _commit(self) -> None:
        self._connection.execute("COMMIT")
        self._export()

    def _undo(self) -> None:
        if self._connection.in_transaction:
            with suppress(sqlite3.Error):  # the next transaction says what is wrong
                self._connection.execute("ROLLBACK")

    def _export(self) -> None:
        lines = lines_after(self._connection, self._written)
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


def _answer(future: "asyncio.Future[Any]", result: Any) -> None:
    if future.done():
        return
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
