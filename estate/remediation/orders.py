"""Orders in the store: taken in once, begun at most once, settled once. Every change is a line of the audit too."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast

from estate.catalog.remediation import ActionName
from estate.remediation.admit import Order
from estate.remediation.decide import Run
from estate.remediation.store import moment, tell

Status = Literal["accepted", "waiting", "approved", "running", "verifying", "refused", "observed", "expired", "healed", "unhealed"]
OPEN: tuple[Status, ...] = ("accepted", "waiting", "approved", "running", "verifying")
AT_WORK: tuple[Status, ...] = ("running", "verifying")


@dataclass(frozen=True, kw_only=True, slots=True)
class Queued:
    """An order of the store."""

    id: int
    order: Order
    status: Status
    words: str
    guard: str
    seen: int
    received_at: datetime
    approved_by: str | None
    began_at: datetime | None


def accept(connection: sqlite3.Connection, order: Order, *, now: datetime) -> bool:
    """Take an order in; False for one that is there already, whatever became of it."""
    known = connection.execute("UPDATE orders SET seen = seen + 1 WHERE key = ?", (order.key,))
    if known.rowcount:
        return False
    values = (order.key, order.sender, order.alert, order.action, order.host, order.target, order.raised_at.timestamp(), now.timestamp())
    added = connection.execute(
        "INSERT INTO orders (key, sender, alert, action, host, target, raised_at, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values
    )
    tell(connection, "accepted", now=now, order=added.lastrowid, sender=order.sender, alert=order.alert, target=order.target, key=order.key)
    return True


def with_status(connection: sqlite3.Connection, *statuses: Status, limit: int = 1000) -> tuple[Queued, ...]:
    """Orders of these states, the oldest first."""
    marks = ", ".join("?" * len(statuses))
    rows = connection.execute(f"SELECT * FROM orders WHERE status IN ({marks}) ORDER BY id LIMIT ?", (*statuses, limit))  # noqa: S608 - question marks alone
    return tuple(_queued(row) for row in rows)


def one(connection: sqlite3.Connection, number: int) -> Queued | None:
    """An order by its number."""
    row = connection.execute("SELECT * FROM orders WHERE id = ?", (number,)).fetchone()
    return _queued(row) if row else None


def begin(connection: sqlite3.Connection, queued: Queued, *, now: datetime) -> bool:
    """Write down that a run begins, before it does; False when it may not: it was begun before, or is settled."""
    changed = connection.execute(
        "UPDATE orders SET status = 'running', words = '', began_at = ?"
        " WHERE id = ? AND began_at IS NULL AND status IN ('accepted', 'approved')",
        (now.timestamp(), queued.id),
    )
    if changed.rowcount:
        order = queued.order
        tell(connection, "begun", now=now, order=queued.id, action=order.action, target=order.target, approved_by=queued.approved_by)
    return changed.rowcount == 1


def move(connection: sqlite3.Connection, number: int, status: Status, *, now: datetime, words: str, guard: str = "") -> None:
    """Put an order into another state; a settled one stays as it is."""
    settled = None if status in OPEN else now.timestamp()
    changed = connection.execute(
        "UPDATE orders SET status = ?, words = ?, guard = ?, settled_at = ? WHERE id = ? AND settled_at IS NULL",
        (status, words, guard, settled, number),
    )
    if changed.rowcount:
        tell(connection, status, now=now, order=number, words=words, guard=guard or None)


def approve(connection: sqlite3.Connection, number: int, *, by: str, now: datetime) -> bool:
    """A person says yes; False when the order does not wait for that."""
    changed = connection.execute(
        "UPDATE orders SET status = 'approved', approved_by = ?, words = '' WHERE id = ? AND status = 'waiting'", (by, number)
    )
    if changed.rowcount:
        tell(connection, "approved", now=now, order=number, by=by)
    return changed.rowcount == 1


def runs_since(connection: sqlite3.Connection, since: datetime) -> tuple[Run, ...]:
    """Every run that began since then or is at work."""
    rows = connection.execute(
        "SELECT action, target, host, began_at, status FROM orders"
        " WHERE began_at IS NOT NULL AND (began_at >= ? OR status IN ('running', 'verifying')) ORDER BY began_at",
        (since.timestamp(),),
    )
    return tuple(
        Run(
            action=row["action"],
            target=row["target"],
            host=row["host"],
            began=moment(row["began_at"]),
            outcome=None if row["status"] in AT_WORK else row["status"],
        )
        for row in rows
    )


def _queued(row: Any) -> Queued:
    order = Order(
        key=row["key"],
        sender=row["sender"],
        alert=row["alert"],
        action=cast("ActionName", row["action"]),
        host=row["host"],
        target=row["target"],
        raised_at=moment(row["raised_at"]),
    )
    return Queued(
        id=row["id"],
        order=order,
        status=row["status"],
        words=row["words"],
        guard=row["guard"],
        seen=row["seen"],
        received_at=moment(row["received_at"]),
        approved_by=row["approved_by"],
        began_at=moment(row["began_at"]) if row["began_at"] is not None else None,
    )
