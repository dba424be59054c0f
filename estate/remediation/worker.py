"""Carries orders out: decides, runs, verifies, reports; and finds after a restart what was interrupted."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from estate.host_lock import holder_of
from estate.remediation.decide import Case, Decision, Health, State, decide, failures_of
from estate.remediation.journal import Journal
from estate.remediation.orders import Queued, Status, begin, move, runs_since, with_status
from estate.remediation.paging import Page, call
from estate.remediation.policy import Policy, interrupts
from estate.remediation.result import Result, read_result
from estate.remediation.runner import Runner
from estate.remediation.spec import Places, make_spec
from estate.remediation.switches import BREAKER, resumed_at, stop, stops

MOST_AT_ONCE = 100
"""Orders of one transaction."""
STATUS_OF: Mapping[str, Status] = {"refuse": "refused", "observe": "observed", "approve": "waiting"}

Look = Callable[[str], Awaitable[Health | None]]
"""The health of a service's hosts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Seen:
    """What was looked up before the transaction: who holds locks, which hosts are well."""

    holders: Mapping[str, str | None]
    health: Mapping[str, Health | None]


@dataclass(kw_only=True)
class Worker:
    """The dispatcher's other half."""

    policy: Policy
    places: Places
    journal: Journal
    runner: Runner
    look: Look
    clock: Callable[[], datetime]
    runs: set["asyncio.Task[None]"] = field(default_factory=set)

    async def recover(self) -> None:
        """Take care of runs that a killed dispatcher left: they are looked at, and never begun again."""
        left = await self.journal.write(lambda connection: with_status(connection, "running", "verifying"))
        for queued in left:
            self._spawn(self._interrupted(queued))

    async def tick(self) -> bool:
        """Decide about what waits; whether there may be more."""
        now = self.clock()
        queued = await self.journal.write(lambda connection: self._waiting(connection, now))
        if not queued:
            return False
        seen = await self._see(queued)
        begun, put_off = await self.journal.write(lambda connection: self._decide(connection, queued, seen, now))
        for one in begun:
            self._spawn(self._carry_out(one))
        return len(queued) >= MOST_AT_ONCE and put_off < len(queued)

    async def end(self) -> None:
        """Let go of the runs at work; their processes go on, and the next dispatcher finds what they did."""
        for task in list(self.runs):
            task.cancel()
        await asyncio.gather(*self.runs, return_exceptions=True)

    def _waiting(self, connection: sqlite3.Connection, now: datetime) -> tuple[Queued, ...]:
        for queued in with_status(connection, "waiting"):
            if now - queued.received_at > self.policy.limits.approve_within:
                move(connection, queued.id, "expired", now=now, words="nobody approved it in time")
        return with_status(connection, "approved", "accepted", limit=MOST_AT_ONCE)

    async def _see(self, queued: tuple[Queued, ...]) -> Seen:
        environment, locks = self.policy.environment.name, self.places.locks
        targets = {one.order.target for one in queued}
        holders = {target: holder_of(target, environment=environment, folder=locks) for target in targets}
        subjects = {self.policy.subject(one.order.alert) for one in queued if one.order.host and interrupts(one.order.action)}
        health = {subject: await self.look(subject) for subject in sorted(subjects)}
        return Seen(holders=holders, health=health)

    def _decide(self, connection: sqlite3.Connection, queued: tuple[Queued, ...], seen: Seen, now: datetime) -> tuple[list[Queued], int]:
        """Decide and write down, one after the other: each sees what the one before it began. What begins, and how many are put off."""
        begun, put_off = list[Queued](), 0
        known = self._known(connection, now)
        for one in queued:
            decision = self._decision(connection, one, seen, known)
            if decision.verdict == "run":
                if begin(connection, one, now=now):
                    begun.append(one)
                    known = self._known(connection, now)
            elif decision.verdict == "later":
                put_off += 1
            else:
                move(connection, one.id, STATUS_OF[decision.verdict], now=now, words=decision.words, guard=decision.guard)
        return begun, put_off

    def _decision(self, connection: sqlite3.Connection, queued: Queued, seen: Seen, known: State) -> Decision:
        order = queued.order
        if order.alert not in self.policy.healings:
            return Decision(verdict="refuse", words="the catalog heals nothing for this alert any more", guard="policy")
        state = State(
            now=known.now,
            stops=known.stops,
            runs=known.runs,
            resumed=resumed_at(connection, order.action),
            lock_holder=seen.holders.get(order.target),
            health=seen.health.get(self.policy.subject(order.alert)),
        )
        return decide(Case(order=order, policy=self.policy, state=state, approved=queued.status == "approved"))

    def _known(self, connection: sqlite3.Connection, now: datetime) -> State:
        """What is the same for all orders until one begins."""
        limits = self.policy.limits
        longest = max(limits.rate.per, limits.breaker.within, *(one.cool_down for one in self.policy.permissions.values()))
        return State(now=now, stops=stops(connection), runs=runs_since(connection, now - longest))

    def _spawn(self, work: "Awaitable[None]") -> None:
        task = asyncio.ensure_future(work)
        self.runs.add(task)
        task.add_done_callback(self.runs.discard)

    async def _carry_out(self, queued: Queued) -> None:
        spec = make_spec(queued, policy=self.policy, places=self.places, verifying=False)
        result = await self.runner.run(spec, self.places.run(queued.id, verifying=False))
        await self._settle(queued, result, words="healed and verified" if result.healed else result.words)

    async def _interrupted(self, queued: Queued) -> None:
        """The run's own process may have gone on alone, and said how it ended; otherwise only a look says what is."""
        now = self.clock()
        await self.journal.write(
            lambda connection: move(connection, queued.id, "verifying", now=now, words="interrupted; it is looked at, and not begun again")
        )
        spec = make_spec(queued, policy=self.policy, places=self.places, verifying=True)
        looked = await self.runner.run(spec, self.places.run(queued.id, verifying=True))
        ended = read_result(self.places.run(queued.id, verifying=False))
        evidence = {**(ended.evidence if ended else {}), **{f"{name} (verified)": text for name, text in looked.evidence.items()}}
        ending = "error" if looked.ending == "busy" else looked.ending  # whoever holds the host, nobody knows whether it is well
        result = Result(ending=ending, words=looked.words, evidence=evidence)
        words = "interrupted; verified: it is well" if result.healed else f"interrupted; verified: {looked.words}"
        await self._settle(queued, result, words=words)

    async def _settle(self, queued: Queued, result: Result, *, words: str) -> None:
        now = self.clock()
        await self.journal.write(lambda connection: self._report(connection, queued, result, words, now))

    def _report(self, connection: sqlite3.Connection, queued: Queued, result: Result, words: str, now: datetime) -> None:
        if result.ending == "busy":
            move(connection, queued.id, "refused", now=now, words=words, guard="locked")
            return
        move(connection, queued.id, "healed" if result.healed else "unhealed", now=now, words=words)
        if result.healed:
            return
        order = queued.order
        name = self.policy.environment.name
        details = {"order": queued.id, "alert": order.alert, "action": order.action, "why": words, "evidence": dict(result.evidence)}
        # Not written like a monitor's title: PagerDuty tells us of our own call too, and that must be no alert.
        summary = f"{order.action} did not heal {order.target} in {name} ({order.alert})"
        call(connection, Page(key=f"remediation/{name}/{queued.id}", summary=summary, source=order.target, details=details), now=now)
        self._trip(connection, queued, now)

    def _trip(self, connection: sqlite3.Connection, queued: Queued, now: datetime) -> None:
        """The circuit breaker: stays open until a person resumes."""
        action, name = queued.order.action, self.policy.environment.name
        state = replace(self._known(connection, now), resumed=resumed_at(connection, action))
        failures = failures_of(action, limits=self.policy.limits, state=state)
        if failures < self.policy.limits.breaker.failures:
            return
        why = f"{failures} runs did not heal"
        if stop(connection, action, by=BREAKER, why=why, now=now):
            summary = f"{action} is stopped in {name}: {why}. Look why, then: estate remediation resume {action} --by NAME"
            key = f"remediation/{name}/breaker/{action}/{queued.id}"
            call(connection, Page(key=key, summary=summary, source=name, details={"action": action, "why": why}), now=now)
