"""What the worker does with orders: the store is real, the playbooks are answers that the test gives."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from estate.catalog.remediation import Mode
from estate.host_lock import holding
from estate.remediation.decide import Health
from estate.remediation.event import named
from estate.remediation.journal import Journal
from estate.remediation.orders import accept, approve, begin, with_status
from estate.remediation.paging import Pager, due, not_sent, send
from estate.remediation.policy import Policy
from estate.remediation.result import Ending, Result
from estate.remediation.spec import Places, RunSpec
from estate.remediation.switches import resume, stop, stops
from estate.remediation.worker import Worker
from tests.remediation.estates import HOSTS, NOW, ROOT, minutes, order, policy


@dataclass
class Answers:
    """A runner that answers what it was told to."""

    endings: list[Ending] = field(default_factory=list[Ending])
    specs: list[RunSpec] = field(default_factory=list[RunSpec])

    async def run(self, spec: RunSpec, folder: Path) -> Result:
        self.specs.append(spec)
        await asyncio.sleep(0)
        ending = self.endings.pop(0) if self.endings else "successful"
        return Result(ending=ending, words="the disk is full" if ending != "successful" else "", evidence={"1-diagnosed": "df says 100 %"})


@dataclass
class Bench:
    """A worker with everything around it."""

    folder: Path
    runner: Answers = field(default_factory=Answers)
    policy: Policy = field(default_factory=policy)
    now: datetime = NOW
    health: Health | None = field(default_factory=lambda: Health(total=4, healthy=frozenset(HOSTS[1:])))

    def do(self, work: Callable[[Worker], Coroutine[Any, Any, None]]) -> None:
        """Run a story against a worker; all its runs have ended afterwards."""

        async def story() -> None:
            journal = Journal(store=self.folder / "queue.sqlite", audit=self.folder / "audit.jsonl")
            journal.start()
            places = Places(root=ROOT, inventory=ROOT / "none", state=self.folder, locks=self.folder / "locks")
            worker = Worker(policy=self.policy, places=places, journal=journal, runner=self.runner, look=self.look, clock=lambda: self.now)
            await work(worker)
            while worker.runs:
                await asyncio.gather(*worker.runs)
            await journal.close()

        asyncio.run(story())

    async def look(self, _service: str) -> Health | None:
        return self.health

    def take(self, *hosts: str, alert: str = "image-provider.service-dead", key: str = "") -> None:
        with self.store() as connection:
            for host in hosts:
                accept(connection, order(host, alert=alert, key=f"{alert}{host}{key}", at=self.now), now=self.now)

    def store(self) -> sqlite3.Connection:
        from estate.remediation.store import open_store

        return open_store(self.folder / "queue.sqlite")

    def statuses(self) -> list[str]:
        return [row["status"] for row in self.store().execute("SELECT status FROM orders ORDER BY id")]

    def pages(self) -> list[dict[str, Any]]:
        return [json.loads(row["body"]) for row in self.store().execute("SELECT body FROM pages ORDER BY id")]

    def told(self) -> list[str]:
        return [json.loads(row["line"])["event"] for row in self.store().execute("SELECT line FROM audit ORDER BY number")]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


async def tick(worker: Worker) -> None:
    await worker.tick()


def with_mode(mode: Mode) -> Policy:
    permission = policy().permissions["restart-service"]
    changed = permission.model_copy(update={"modes": {**permission.modes, "staging": mode}})
    return replace(policy(), permissions={**policy().permissions, "restart-service": changed})


def test_an_order_is_carried_out_and_reported(bench: Bench) -> None:
    bench.take("web-1")
    bench.do(tick)
    assert bench.statuses() == ["healed"]
    assert bench.told() == ["accepted", "begun", "healed"]
    assert [Path(spec.playbook).name for spec in bench.runner.specs] == ["restart-service.yml"]
    assert bench.pages() == []


def test_what_does_not_heal_is_paged_with_what_was_seen(bench: Bench) -> None:
    bench.runner.endings = ["failed"]
    bench.take("web-1")
    bench.do(tick)
    [page] = bench.pages()
    assert page["summary"] == "restart-service did not heal web-1 in staging (image-provider.service-dead)"
    assert page["custom_details"]["evidence"] == {"1-diagnosed": "df says 100 %"}
    assert page["custom_details"]["why"] == "the disk is full"


def test_two_alerts_of_one_host_are_one_run(bench: Bench) -> None:
    bench.take("web-1")
    bench.take("web-1", alert="image-provider.worker-stuck")
    bench.do(tick)
    assert bench.statuses() == ["healed", "refused"]
    assert len(bench.runner.specs) == 1


def test_the_limits_survive_a_restart(bench: Bench) -> None:
    bench.take("web-1")
    bench.do(tick)
    bench.now += minutes(10)
    bench.take("web-1", key="again")
    bench.do(tick)
    assert bench.statuses() == ["healed", "refused"]
    bench.now += minutes(20)
    bench.take("web-1", key="once more")
    bench.do(tick)
    assert bench.statuses() == ["healed", "refused", "healed"]


def test_three_that_do_not_heal_stop_the_action_until_a_person_resumes(bench: Bench) -> None:
    bench.runner.endings = ["failed"] * 3
    bench.health = Health(total=4, healthy=frozenset())
    for host in HOSTS[:3]:
        bench.take(host)
        bench.do(tick)
    assert bench.statuses() == ["unhealed"] * 3
    assert bench.pages()[-1]["summary"].startswith("restart-service is stopped in staging: 3 runs did not heal.")
    assert [named(page["summary"]) for page in bench.pages()] == [("", "")] * 4, (
        "PagerDuty tells us of our own calls, and they are no alerts"
    )
    bench.now += minutes(100)
    bench.take("web-4")
    bench.do(tick)
    assert bench.statuses()[-1] == "refused", "the breaker stays open when its window is over"
    with bench.store() as connection:
        assert resume(connection, "restart-service", by="cedar", now=bench.now)
    bench.take("web-4", key="again")
    bench.do(tick)
    assert bench.statuses()[-1] == "healed"


def test_a_stop_holds_back_what_waits(bench: Bench) -> None:
    bench.take("web-1")
    with bench.store() as connection:
        stop(connection, "all", by="cedar", why="the network is rebuilt", now=NOW)
    bench.do(tick)
    assert bench.statuses() == ["refused"]
    assert bench.runner.specs == []


def test_a_host_that_is_patched_is_left_alone(bench: Bench) -> None:
    bench.take("web-1")
    with holding(["web-1"], environment="staging", what="patch", who="cedar", folder=bench.folder / "locks"):
        bench.do(tick)
    assert bench.statuses() == ["refused"]
    assert bench.runner.specs == []


def test_a_host_that_was_taken_in_between_is_left_alone_and_nobody_is_called(bench: Bench) -> None:
    bench.runner.endings = ["busy"]
    bench.take("web-1")
    bench.do(tick)
    assert bench.statuses() == ["refused"]
    assert bench.pages() == []


def test_observing_runs_nothing(bench: Bench) -> None:
    bench.policy = with_mode("observe")
    bench.take("web-1")
    bench.do(tick)
    assert bench.statuses() == ["observed"]
    assert bench.runner.specs == []


def test_an_order_waits_for_a_person_and_then_runs_once(bench: Bench) -> None:
    bench.policy = with_mode("approve")
    bench.take("web-1")
    bench.do(tick)
    assert bench.statuses() == ["waiting"]
    with bench.store() as connection:
        assert approve(connection, 1, by="cedar", now=NOW)
        assert not approve(connection, 1, by="cedar", now=NOW), "a second yes says nothing"
    bench.now += minutes(30)
    bench.do(tick)
    bench.do(tick)
    assert bench.statuses() == ["healed"]
    assert len(bench.runner.specs) == 1


def test_an_order_that_nobody_approves_is_dropped(bench: Bench) -> None:
    bench.policy = with_mode("approve")
    bench.take("web-1")
    bench.do(tick)
    bench.now += minutes(61)
    bench.do(tick)
    assert bench.statuses() == ["expired"]


@pytest.mark.parametrize(
    ("ending", "status", "pages"),
    [("successful", "healed", 0), ("failed", "unhealed", 1), ("busy", "unhealed", 1), ("timeout", "unhealed", 1)],
)
def test_an_interrupted_run_is_verified_and_reported_or_paged(bench: Bench, ending: Ending, status: str, pages: int) -> None:
    bench.take("web-1")
    with bench.store() as connection:
        connection.execute("UPDATE orders SET status = 'running', began_at = ?", (NOW.timestamp(),))
    bench.runner.endings = [ending]

    async def restart(worker: Worker) -> None:
        await worker.recover()

    bench.do(restart)
    assert [spec.tags for spec in bench.runner.specs] == ["verify"], "it only looks"
    assert bench.statuses() == [status]
    assert len(bench.pages()) == pages


def test_at_most_four_are_at_work_and_the_others_follow(bench: Bench) -> None:
    bench.take(*HOSTS, "web-5", "web-6", alert="image-provider.disk")
    begun: list[int] = []

    async def story(worker: Worker) -> None:
        await worker.tick()
        begun.append(len(worker.runs))
        while worker.runs:
            await asyncio.gather(*worker.runs)
        await worker.tick()

    bench.do(story)
    assert begun == [4]
    assert bench.statuses() == ["healed"] * 6


def test_a_settled_order_never_changes_again(bench: Bench) -> None:
    bench.take("web-1")
    bench.do(tick)
    with bench.store() as connection:
        assert not accept(connection, order("web-1", key="image-provider.service-deadweb-1"), now=NOW)
        assert not approve(connection, 1, by="cedar", now=NOW)
        assert [one.status for one in with_status(connection, "healed")] == ["healed"]


def test_what_was_begun_is_not_begun_again_whatever_its_state(bench: Bench) -> None:
    bench.take("web-1")
    with bench.store() as connection:
        [queued] = with_status(connection, "accepted")
        assert begin(connection, queued, now=NOW)
        assert not begin(connection, queued, now=NOW)
        connection.execute("UPDATE orders SET status = 'accepted'")
        assert not begin(connection, queued, now=NOW), "a begin that is written down counts for more than a state"


def test_a_resumed_action_leaves_the_others_stopped(bench: Bench) -> None:
    with bench.store() as connection:
        for scope in ("scale-out", "clear-disk"):
            stop(connection, scope, by="cedar", why="x", now=NOW)
        resume(connection, "scale-out", by="cedar", now=NOW)
        assert [one.scope for one in stops(connection)] == ["clear-disk"]


def test_pagerduty_is_sent_an_event_of_version_two() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(202)

    async def story() -> str | None:
        async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
            return await send(client, Pager(url="https://events.pagerduty.com", routing_key="R"), key="k", body='{"summary": "s"}')

    assert asyncio.run(story()) is None
    assert str(asked[0].url) == "https://events.pagerduty.com/v2/enqueue"
    assert json.loads(asked[0].content) == {"routing_key": "R", "event_action": "trigger", "dedup_key": "k", "payload": {"summary": "s"}}


def test_a_page_that_is_not_taken_is_sent_again_later_and_later(bench: Bench) -> None:
    bench.runner.endings = ["failed"]
    bench.take("web-1")
    bench.do(tick)
    with bench.store() as connection:
        [(key, _)] = due(connection, now=NOW)
        not_sent(connection, key, why="503", now=NOW)
        assert due(connection, now=NOW + minutes(0.05)) == ()
        assert len(due(connection, now=NOW + minutes(0.1))) == 1
        for _ in range(20):
            not_sent(connection, key, why="503", now=NOW)
        assert len(due(connection, now=NOW + minutes(5))) == 1, "never more than five minutes apart"
