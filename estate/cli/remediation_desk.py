"""What people do with the dispatcher's queue from a terminal."""

import sqlite3
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

from estate.catalog.catalog import Catalog
from estate.catalog.mistakes import shorten
from estate.catalog.remediation import ActionName
from estate.catalog.words import any_of, did_you_mean
from estate.chain import lines_of
from estate.errors import InputError, SurroundingsError
from estate.readiness.attest import attest as write_attestation
from estate.readiness.world import Attestation
from estate.remediation import orders, switches
from estate.remediation.attesting import attestation, read_audit
from estate.remediation.audit import append, breaks, last_number
from estate.remediation.decide import ALL, Stop
from estate.remediation.orders import OPEN, Queued, Status
from estate.remediation.store import lines_after, open_store

JSON_VERSION = 1
STORE, AUDIT = "queue.sqlite", "audit.jsonl"
LONGEST_WHY = 200


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The queue and the switches."""

    orders: tuple[Queued, ...]
    stops: tuple[Stop, ...]

    @property
    def waiting(self) -> bool:
        """Whether a person is asked for something."""
        return bool(self.stops) or any(one.status == "waiting" for one in self.orders)


@dataclass(frozen=True, kw_only=True)
class Audited:
    """The audit's lines, and where its chain does not hold."""

    lines: tuple[str, ...]
    breaks: tuple[str, ...]


def parse_address(text: str) -> tuple[str, int] | int:
    """`127.0.0.1:8470` as a host and a port, `fd:3` as a descriptor. InputError for anything else."""
    host, _, port = text.rpartition(":")
    if host and port.isdecimal() and len(port) < 6 and 0 < int(port) < 65536:
        return int(port) if host == "fd" else (host.strip("[]"), int(port))
    raise InputError(f"--listen {shorten(text)!r} is no address; expected a host and a port, such as 127.0.0.1:8470, or fd:3")


@contextmanager
def _store(state: Path) -> Generator[sqlite3.Connection]:
    """The store inside a transaction; what is told is written to the audit's file afterwards."""
    if not (state / STORE).is_file():
        raise InputError(f"{state} has no queue; start the dispatcher there first, or name its folder: --state FOLDER")
    connection = open_store(state / STORE)
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
        append(state / AUDIT, lines_after(connection, last_number(state / AUDIT)))
    except sqlite3.Error as error:
        raise SurroundingsError(f"the queue in {state} cannot be used: {error}") from None
    finally:
        connection.close()


def look(state: Path, *, everything: bool) -> Shown:
    """What is there. InputError for a folder without a queue."""
    statuses: tuple[Status, ...] = get_args(Status) if everything else OPEN
    with _store(state) as connection:
        return Shown(orders=orders.with_status(connection, *statuses), stops=switches.stops(connection))


def as_text(shown: Shown) -> Iterator[str]:
    """A line for each order and switch."""
    for stop_ in shown.stops:
        yield f"STOPPED {stop_.scope} by {stop_.by}: {stop_.why}"
    for one in shown.orders:
        who = f", approved by {one.approved_by}" if one.approved_by else ""
        yield f"{one.id:>5}  {one.status:<9}  {one.order.alert} -> {one.order.action} on {one.order.target}{who}  {one.words}".rstrip()
    if not shown.orders:
        yield "Nothing waits and nothing is at work."


def as_document(shown: Shown) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "stops": [{"scope": one.scope, "by": one.by, "why": one.why} for one in shown.stops],
        "orders": [_order(one) for one in shown.orders],
    }


def _order(one: Queued) -> dict[str, Any]:
    return {
        "number": one.id,
        "status": one.status,
        "alert": one.order.alert,
        "action": one.order.action,
        "target": one.order.target,
        "sender": one.order.sender,
        "received": one.received_at.isoformat(),
        "seen": one.seen,
        "approved_by": one.approved_by,
        "words": one.words,
        "guard": one.guard,
    }


def approve(state: Path, number: int, *, by: str, catalog: Catalog) -> None:
    """Say yes. InputError for an unknown person, or an order that waits for nobody."""
    _require_person(by, catalog)
    with _store(state) as connection:
        if orders.approve(connection, number, by=by, now=datetime.now(UTC)):
            return
        there = orders.one(connection, number)
    what = f"is {there.status}" if there else "is not in the queue"
    raise InputError(f"order {number} {what}; expected one that is waiting: estate remediation queue")


def stop(state: Path, scope: str, *, by: str, why: str, catalog: Catalog) -> None:
    """Stop. InputError for an unknown person or scope, or what is stopped already."""
    _require_person(by, catalog)
    _require_scope(scope)
    with _store(state) as connection:
        if not switches.stop(connection, scope, by=by, why=why[:LONGEST_WHY], now=datetime.now(UTC)):
            raise InputError(f"{scope} is stopped already: estate remediation queue")


def resume(state: Path, scope: str, *, by: str, catalog: Catalog) -> None:
    """Go on. InputError for an unknown person or scope, or what is not stopped."""
    _require_person(by, catalog)
    _require_scope(scope)
    with _store(state) as connection:
        if switches.resume(connection, scope, by=by, now=datetime.now(UTC)):
            return
        stopped = [one.scope for one in switches.stops(connection)]
    raise InputError(f"{scope} is not stopped; stopped are {any_of(stopped)}")


def audit(state: Path) -> Audited:
    """The audit and its verdict. InputError where there is none."""
    with _store(state):
        pass
    lines = tuple(lines_of((state / AUDIT).read_text(encoding="utf-8"))) if (state / AUDIT).is_file() else ()
    return Audited(lines=lines, breaks=tuple(breaks(lines)))


@dataclass(frozen=True, kw_only=True)
class Attested:
    """What was written, and where."""

    proof: Attestation
    file: Path


def attest(state: Path, *, by: str, days: int, catalog: Catalog, root: Path) -> Attested:
    """Attest the runs of a dispatcher in the project's folder `root`. InputError for an unknown person, no runs, or a broken audit."""
    _require_person(by, catalog)
    audit = state / AUDIT
    proof = attestation(read_audit(audit), file=str(audit), since=timedelta(days=days))
    return Attested(proof=proof, file=write_attestation(root, proof, by=by, now=datetime.now(UTC)))


def _require_person(name: str, catalog: Catalog) -> None:
    if name not in catalog.people:
        hint = did_you_mean(name, catalog.people) or "estate check --list people"
        raise InputError(f"--by {shorten(name)!r} is nobody; expected a call-name of people.yaml\n    {hint}")


def _require_scope(scope: str) -> None:
    known = (ALL, *get_args(ActionName))
    if scope not in known:
        hint = did_you_mean(scope, known)
        raise InputError(f"{shorten(scope)!r} is no action; expected {any_of(known)}" + (f"\n    {hint}" if hint else ""))
