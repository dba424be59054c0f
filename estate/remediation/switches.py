"""The kill switch and the circuit breaker's memory: what is stopped, by whom and why."""

import sqlite3
from datetime import datetime

from estate.remediation.decide import ALL, Stop
from estate.remediation.store import moment, tell

BREAKER = "the circuit breaker"


def stops(connection: sqlite3.Connection) -> tuple[Stop, ...]:
    """Everything that is stopped."""
    rows = connection.execute("SELECT scope, by, why FROM stops ORDER BY scope")
    return tuple(Stop(scope=row["scope"], by=row["by"], why=row["why"]) for row in rows)


def stop(connection: sqlite3.Connection, scope: str, *, by: str, why: str, now: datetime) -> bool:
    """Stop an action, or everything; False when it is stopped already."""
    added = connection.execute("INSERT OR IGNORE INTO stops (scope, by, why, at) VALUES (?, ?, ?, ?)", (scope, by, why, now.timestamp()))
    if added.rowcount:
        tell(connection, "stopped", now=now, scope=scope, by=by, why=why)
    return added.rowcount == 1


def resume(connection: sqlite3.Connection, scope: str, *, by: str, now: datetime) -> bool:
    """Let it go on, and forgive what failed before; False when nothing was stopped."""
    removed = connection.execute("DELETE FROM stops WHERE scope = ?", (scope,))
    if not removed.rowcount:
        return False
    connection.execute("INSERT OR REPLACE INTO resumed (scope, at) VALUES (?, ?)", (scope, now.timestamp()))
    tell(connection, "resumed", now=now, scope=scope, by=by)
    return True


def resumed_at(connection: sqlite3.Connection, action: str) -> datetime | None:
    """When the action, or everything, was last let go on."""
    row = connection.execute("SELECT max(at) AS at FROM resumed WHERE scope IN (?, ?)", (action, ALL)).fetchone()
    return moment(row["at"]) if row["at"] is not None else None
