"""The dispatcher as a whole: the HTTP side, the worker, the pager and the inventory, started and ended together."""

import asyncio
import logging
import shutil
from collections.abc import AsyncGenerator, Callable, Generator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from starlette.applications import Starlette
from starlette.types import ASGIApp

from estate.errors import EstateError
from estate.remediation.app import make_app
from estate.remediation.audit import last_number
from estate.remediation.decide import Health
from estate.remediation.event import Sender
from estate.remediation.fleet import Fleet, read_fleet
from estate.remediation.health import look
from estate.remediation.intake import Intake
from estate.remediation.journal import Journal
from estate.remediation.paging import Pager, due, not_sent, send, sent
from estate.remediation.policy import Policy
from estate.remediation.runner import Runner
from estate.remediation.spec import Places
from estate.remediation.store import KEPT, purge, tell
from estate.remediation.worker import Worker

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 1.0  # between two looks at what commands wrote into the store: approvals, stops
BATCH_PAUSE_SECONDS = 0.25
"""Between two full batches of decisions: in a storm, taking alerts in comes first, and 400 decisions a second are enough."""
FLEET_SECONDS = 60.0  # between two looks at the inventory; a new host's first alert comes later than that
PURGE_SECONDS = 3600.0


@dataclass(frozen=True, kw_only=True)
class Setup:
    """Everything that a dispatcher is given."""

    policy: Policy
    places: Places
    fleet: Fleet
    secrets: Mapping[Sender, bytes]
    pager: Pager
    runner: Runner


def utc_now() -> datetime:
    """The clock of a dispatcher."""
    return datetime.now(UTC)


def make_dispatcher(setup: Setup, *, clock: Callable[[], datetime] = utc_now) -> ASGIApp:
    """The application with everything behind it; its lifespan starts and ends that."""
    return _Dispatcher(setup, clock=clock).app()


class _Dispatcher:
    """Holds the parts together."""

    def __init__(self, setup: Setup, *, clock: Callable[[], datetime]) -> None:
        self._setup = setup
        self._clock = clock
        self._wake = asyncio.Event()
        self._journal = Journal(store=setup.places.store, audit=setup.places.audit)
        self._intake = Intake(
            policy=setup.policy, fleet=setup.fleet, secrets=setup.secrets, journal=self._journal, clock=clock, wake=self._wake.set
        )

    def app(self) -> ASGIApp:
        """The application."""
        return make_app(self._intake, lifespan=self._lifespan)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncGenerator[None]:
        self._setup.places.state.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._journal.start()
        async with httpx.AsyncClient() as client:
            worker = self._worker(client)
            name, now = self._setup.policy.environment.name, self._clock()
            await self._journal.write(lambda connection: tell(connection, "started", now=now, environment=name))
            await worker.recover()
            loops = [asyncio.create_task(work) for work in (self._work(worker), self._page(client), self._refresh(), self._tidy())]
            try:
                yield
            finally:
                for loop in loops:
                    loop.cancel()
                await asyncio.gather(*loops, return_exceptions=True)
                await worker.end()
                await self._journal.close()

    def _worker(self, client: httpx.AsyncClient) -> Worker:
        setup = self._setup

        async def looked(name: str) -> Health | None:
            service = setup.policy.services.get(name)
            return await look(client, service, self._intake.fleet) if service else None

        return Worker(policy=setup.policy, places=setup.places, journal=self._journal, runner=setup.runner, look=looked, clock=self._clock)

    async def _work(self, worker: Worker) -> None:
        while True:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._wake.wait()
            except TimeoutError:
                pass
            self._wake.clear()
            with _logged("deciding"):
                while await worker.tick():
                    await asyncio.sleep(BATCH_PAUSE_SECONDS)

    async def _page(self, client: httpx.AsyncClient) -> None:
        while True:
            with _logged("paging"):
                now = self._clock()
                for key, body in await self._journal.write(lambda connection, now=now: due(connection, now=now)):
                    await self._send(client, key, body)
            await asyncio.sleep(LOOK_SECONDS)

    async def _send(self, client: httpx.AsyncClient, key: str, body: str) -> None:
        why = await send(client, self._setup.pager, key=key, body=body)
        now = self._clock()
        if why is None:
            await self._journal.write(lambda connection: sent(connection, key, now=now))
        else:
            LOG.error("page %s is not sent: %s", key, why)
            await self._journal.write(lambda connection: not_sent(connection, key, why=why, now=now))

    async def _refresh(self) -> None:
        """The inventory again and again; one that cannot be read leaves the hosts that were known."""
        while True:
            await asyncio.sleep(FLEET_SECONDS)
            places = self._setup.places
            try:
                self._intake.fleet = await asyncio.to_thread(read_fleet, places.inventory, config=places.config)
            except EstateError as error:
                LOG.error("the inventory is not read again: %s", error)

    async def _tidy(self) -> None:
        while True:
            with _logged("tidying"):
                now = self._clock()
                written = await asyncio.to_thread(last_number, self._setup.places.audit)
                await asyncio.to_thread(forget_runs, self._setup.places.state / "runs", now - KEPT)
                await self._journal.write(lambda connection, now=now, written=written: purge(connection, now=now, written=written))
            await asyncio.sleep(PURGE_SECONDS)


def forget_runs(folder: Path, before: datetime) -> None:
    """Remove the folders of runs that ended long ago; their orders are forgotten too."""
    for run in folder.iterdir() if folder.is_dir() else ():
        if run.stat().st_mtime < before.timestamp():
            shutil.rmtree(run, ignore_errors=True)


@contextmanager
def _logged(what: str) -> Generator[None]:
    """A failure of one round is told, and the next round comes: an alert that waits must not wait for a restart."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, the loop goes on
        LOG.error("%s failed: %s: %s", what, type(error).__name__, error)
