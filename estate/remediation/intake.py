"""From a request to an answer: believed, understood, taken in, and answered only when it is on the disk."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from estate.remediation.admit import REFUSED, Admission, Order, admit
from estate.remediation.budget import Budget
from estate.remediation.event import Sender, ShapeError
from estate.remediation.fleet import Fleet
from estate.remediation.journal import FullError, Journal
from estate.remediation.orders import accept
from estate.remediation.policy import Policy
from estate.remediation.reading import read_events
from estate.remediation.secrets import is_genuine
from estate.remediation.store import tell


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the sender is told."""

    status: int
    words: str


@dataclass(kw_only=True)
class Intake:
    """Takes webhooks in. `fleet` is replaced when the inventory was read again; `wake` is called when there is something to do."""

    policy: Policy
    fleet: Fleet
    secrets: Mapping[Sender, bytes]
    journal: Journal
    clock: Callable[[], datetime]
    wake: Callable[[], None] = lambda: None
    budget: Budget = field(default_factory=Budget)

    async def receive(self, sender: Sender, *, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one webhook."""
        secret = self.secrets.get(sender)
        if secret is None or not is_genuine(sender, secret=secret, headers=headers, body=body):
            return await self._refuse(sender, 401, "not signed with this dispatcher's secret")
        try:
            events = read_events(sender, body)
        except ShapeError as error:
            return await self._refuse(sender, 400 if str(error) == "is no JSON" else 422, str(error))
        now = self.clock()
        admissions = [admit(event, policy=self.policy, fleet=self.fleet, now=now) for event in events]
        try:
            new = await self._keep(sender, admissions, now)
        except (FullError, sqlite3.Error, OSError):
            return Answer(status=503, words="cannot be kept now; send it again")
        if new:
            self.wake()
        return _answer(admissions, new)

    async def refuse(self, sender: str, status: int, words: str) -> Answer:
        """Refuse what is not even looked at."""
        return await self._refuse(sender, status, words)

    async def _keep(self, sender: Sender, admissions: list[Admission], now: datetime) -> int:
        """How many orders are new."""
        orders = [admission.order for admission in admissions if admission.order]
        others = [one for one in admissions if not one.order and self.budget.allows(one.verdict, now=now)]
        left_out = self.budget.left_out(now=now)
        if not (orders or others or left_out):
            return 0

        def work(connection: sqlite3.Connection) -> int:
            for one in others:
                tell(connection, one.verdict, now=now, sender=sender, words=one.words)
            if left_out:
                tell(connection, "left out", now=now, **left_out)
            return sum(self._accept(connection, order, now) for order in orders)

        return await self.journal.write(work)

    def _accept(self, connection: sqlite3.Connection, order: Order, now: datetime) -> bool:
        if accept(connection, order, now=now):
            return True
        if self.budget.allows("duplicate", now=now):
            tell(connection, "duplicate", now=now, sender=order.sender, alert=order.alert, target=order.target)
        return False

    async def _refuse(self, sender: str, status: int, words: str) -> Answer:
        now = self.clock()
        counted = self.budget.left_out(now=now)
        if self.budget.allows("refused", now=now) or counted:
            try:
                await self.journal.write(lambda connection: _tell_refused(connection, sender, status, words, now, counted))
            except (FullError, sqlite3.Error, OSError):
                return Answer(status=503, words="cannot be kept now; send it again")
        return Answer(status=status, words=words)


def _tell_refused(connection: sqlite3.Connection, sender: str, status: int, words: str, now: datetime, counted: Mapping[str, int]) -> None:
    if counted:
        tell(connection, "left out", now=now, **counted)
    tell(connection, "refused", now=now, sender=sender, status=status, words=words)


def _answer(admissions: list[Admission], new: int) -> Answer:
    """202 as soon as one of the webhook's alerts was fine: senders repeat whole webhooks, or nothing."""
    counts = Counter(admission.verdict for admission in admissions)
    words = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "nothing is told"
    refused = [admission for admission in admissions if admission.verdict in REFUSED]
    if refused and len(refused) == len(admissions):
        return Answer(status=422, words=refused[0].words)
    return Answer(status=202, words=f"{words}; {new} new")
