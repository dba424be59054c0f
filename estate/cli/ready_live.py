"""What `estate ready --live` adds: the same checks on what the sandbox really holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.cli.judging import CATALOG, finder
from estate.errors import SurroundingsError
from estate.graph.model import StackGraph
from estate.naming import SHARED
from estate.readiness.estate import Sight, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.judge import Result
from estate.readiness.pack import Pack
from estate.readiness.runtime import Looked, Seen
from estate.sandbox.brought_up import from_document
from estate.sandbox.clients import Clients
from estate.sandbox.live import Live, look
from estate.sandbox.session import Session


class NoSandboxError(SurroundingsError):
    """`--live` without a sandbox that `estate sandbox up` has brought up."""


@dataclass(frozen=True, kw_only=True)
class ReadBack:
    """What was read, where and when."""

    live: Live
    looked: Looked


def read_back(root: Path) -> ReadBack:
    """Read the sandbox of the project in `root`. NoSandboxError where none was brought up."""
    session = Session.of(root)
    emulator, kept = session.emulator(), session.brought_up()
    if emulator is None or kept is None:
        raise NoSandboxError("no sandbox runs that was brought up; start one with: estate sandbox up")
    at = datetime.now(UTC)
    live = look(from_document(kept), load_catalog(root / CATALOG), Clients(emulator.endpoint))
    looked = Looked(
        at=at,
        endpoint=emulator.endpoint,
        by=f"moto {version('moto')}",
        environments=tuple(sorted({stack.environment for stack in live.stacks}, key=lambda name: (name == SHARED, name))),
        read=len(live.read),
        unread=live.unseen,
        gone=tuple(live.gone.values()),
    )
    return ReadBack(live=live, looked=looked)


def judged(root: Path, pack: Pack, day: date, live: Live) -> Seen:
    """The checks of the pack on what was read, and on what tells what their verdicts rest on."""
    side = partial(_side, root, pack, load_catalog(root / CATALOG), day)
    return Seen(
        live=side(live.stacks, live.real),
        declared=side(live.declared, live.names),
        blind=side(live.blind, live.names),
        read=live.read,
        gone=frozenset(live.gone),
    )


def _side(
    root: Path, pack: Pack, catalog: Catalog, day: date, stacks: tuple[StackGraph, ...], real: Mapping[str, Mapping[str, Any]]
) -> tuple[Result, ...]:
    sight = Sight(stacks=stacks, catalog=catalog, today=day, attestations=load_evidence(root).attestations, is_file=finder(root), real=real)
    return judge_estate(pack.checks, sight)
