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
from estate.sandbox.brought_up import BroughtUp, from_document
from estate.sandbox.clients import Clients
from estate.sandbox.emulator import Emulator
from estate.sandbox.engine_state import made_by_the_engine
from estate.sandbox.live import Live, look
from estate.sandbox.session import Session

EMPTY = BroughtUp(stacks=(), standing={})


class NoSandboxError(SurroundingsError):
    """`--live` without a sandbox in which something was made, or with two."""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read, where and when."""

    live: Live
    looked: Looked


def read_back(root: Path) -> Reading:
    """Read the sandbox of the project in `root`. NoSandboxError where none runs in which something was made."""
    catalog = load_catalog(root / CATALOG)
    emulator, made = _standing(Session.of(root), catalog)
    at = datetime.now(UTC)
    live = look(made, catalog, Clients(emulator.endpoint))
    looked = Looked(
        at=at,
        endpoint=emulator.endpoint,
        by=f"moto {version('moto')}",
        environments=tuple(sorted({stack.environment for stack in live.stacks}, key=lambda name: (name == SHARED, name))),
        read=len(live.read),
        unread=live.unseen,
        gone=tuple(live.gone.values()),
    )
    return Reading(live=live, looked=looked)


def _standing(session: Session, catalog: Catalog) -> tuple[Emulator, BroughtUp]:
    """What `estate sandbox up` brought up, and what `pulumi up` made under `estate sandbox serve`, on one emulator."""
    emulator, kept, served = session.emulator(), session.brought_up(), session.served()
    if emulator and served and served[0] != emulator:
        running = f"estate sandbox up at {emulator.endpoint}, estate sandbox serve at {served[0].endpoint}"
        raise NoSandboxError(f"two sandboxes run ({running}); end the one that is not meant: estate sandbox down, or Ctrl-C")
    up = from_document(kept) if emulator and kept else EMPTY
    engine = made_by_the_engine(served[1], environments=catalog.environments) if served else EMPTY
    made = BroughtUp(stacks=(*up.stacks, *engine.stacks), standing={**up.standing, **engine.standing})
    running = emulator or (served[0] if served else None)
    if running is None or not made.stacks:
        raise NoSandboxError(
            "no sandbox runs in which something was made; start one with: estate sandbox up, or pulumi up while one is served"
        )
    return running, made


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
