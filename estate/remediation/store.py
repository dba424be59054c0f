"""The durable queue: orders, switches, pages and the audit in one SQLite file, which is also the guardrails' memory.

Everything that belongs together is written in one transaction. A line of the audit is in the same transaction as what it tells.
"""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

from estate.remediation.audit import Line, next_line

BUSY_SECONDS = 10.0  # that a command waits for the dispatcher's transaction, or the other way round
KEPT = timedelta(days=30)
"""Settled orders; Alertmanager and Datadog repeat nothing that is older."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  sender TEXT NOT NULL,
  alert TEXT NOT NULL,
  action TEXT NOT NULL,
  host TEXT,
  target TEXT NOT NULL,
  raised_at REAL NOT NULL,
  received_at REAL NOT NULL,
  seen INTEGER NOT NULL DEFAULT 1,
  status TEXT NOT NULL DEFAULT 'accepted',
  words TEXT NOT NULL DEFAULT '',
  guard TEXT NOT NULL DEFAULT '',
  approved_by TEXT,
  began_at REAL,
  settled_at REAL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_by_status ON orders (status, id);
CREATE INDEX IF NOT EXISTS orders_by_begin ON orders (began_at) WHERE began_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS stops (scope TEXT PRIMARY KEY, by TEXT NOT NULL, why TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS resumed (scope TEXT PRIMARY KEY, at REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS pages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  next_at REAL NOT NULL DEFAULT 0,
  sent_at REAL
) STRICT;
CREATE INDEX IF NOT EXISTS pages_unsent ON pages (next_at) WHERE sent_at IS NULL;
CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;
"""


def open_store(path: Path) -> sqlite3.Connection:
    """The store in a file, made where it is not there. A commit returns when it is on the disk."""
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.executescript(SCHEMA)
    return connection


def tell(connection: sqlite3.Connection, what: str, *, now: datetime, **fields: object) -> None:
    """Add a line to the audit, in the transaction that is open."""
    row = connection.execute("SELECT number, line FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    previous = Line(number=row["number"], text=row["line"]) if row else None
    line = next_line(previous, at=now, what=what, fields=fields)
    connection.execute("INSERT INTO audit (number, line) VALUES (?, ?)", (line.number, line.text))


def lines_after(connection: sqlite3.Connection, number: int) -> list[Line]:
    """The lines of the audit that are younger."""
    rows = connection.execute("SELECT number, line FROM audit WHERE number > ? ORDER BY number", (number,))
    return [Line(number=row["number"], text=row["line"]) for row in rows]


def purge(connection: sqlite3.Connection, *, now: datetime, written: int) -> None:
    """Drop what was settled long ago, and lines that the audit's file has; the newest stays, since the next one follows it."""
    before = (now - KEPT).timestamp()
    connection.execute("DELETE FROM orders WHERE settled_at IS NOT NULL AND settled_at < ?", (before,))
    connection.execute("DELETE FROM pages WHERE sent_at IS NOT NULL AND sent_at < ?", (before,))
    connection.execute("DELETE FROM audit WHERE number <= ? AND number < (SELECT max(number) FROM audit)", (written,))


def moment(seconds: float) -> datetime:
    """A time as the store keeps it."""
    return datetime.fromtimestamp(seconds, UTC)
