"""`estate ready --live`: the same checks on what the sandbox really holds, beside what it was brought up with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any

from rich.text import Text

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.cli.judging import CATALOG, finder, today
from estate.errors import SurroundingsError
from estate.graph.model import StackGraph
from estate.graph.wording import clean, counted
from estate.readiness import waivers
from estate.readiness.beside import Beside, beside
from estate.readiness.estate import Sight, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.judge import Result
from estate.readiness.pack import POLICIES, load_pack
from estate.sandbox.brought_up import from_document
from estate.sandbox.clients import Clients
from estate.sandbox.live import Live, look
from estate.sandbox.session import Session

VERSION = 1
MARGIN = "     "


class NoSandboxError(SurroundingsError):
    """`--live` without a sandbox that `estate sandbox up` has brought up."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read, and what the checks say of it."""

    live: Live
    beside: Beside

    @property
    def is_good(self) -> bool:
        """Whether everything is there, and nothing fails that was not declared so."""
        return not self.live.gone and not self.beside.worse

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        read = {"read": self.live.seen, "never_made": self.live.unseen, "gone": list(self.live.gone)}
        return {"version": VERSION, "good": self.is_good, "resources": read, "verdicts": self.beside.as_json()}


def make(root: Path, thing: str | None, day: date | None) -> Found:
    """Read the sandbox of the project in `root` and judge it. NoSandboxError where none was brought up."""
    session = Session.of(root)
    emulator, kept = session.emulator(), session.brought_up()
    if emulator is None or kept is None:
        raise NoSandboxError("no sandbox runs that was brought up; start one with: estate sandbox up")
    catalog = load_catalog(root / CATALOG)
    live = look(from_document(kept), catalog, Clients(emulator.endpoint))
    judged = partial(_judged, root, catalog, day or today())
    return Found(live=live, beside=_about(beside(judged(live.declared, live.names), judged(live.stacks, live.real)), thing))


def _judged(
    root: Path, catalog: Catalog, day: date, stacks: tuple[StackGraph, ...], real: Mapping[str, Mapping[str, Any]]
) -> tuple[Result, ...]:
    sight = Sight(stacks=stacks, catalog=catalog, today=day, attestations=load_evidence(root).attestations, is_file=finder(root), real=real)
    return waivers.apply(judge_estate(load_pack(root / POLICIES).checks, sight), catalog.waivers, today=day, whole=False).results


def _about(found: Beside, thing: str | None) -> Beside:
    """Only what belongs to the service, store, team or environment that was asked for."""
    if thing is None:
        return found

    def of_it(results: tuple[Result, ...]) -> tuple[Result, ...]:
        return tuple(result for result in results if thing in (result.subject.belongs_to, result.environment))

    return replace(found, worse=of_it(found.worse), unseen=of_it(found.unseen), better=of_it(found.better))


def lines(found: Found, *, width: int, verbose: bool) -> Iterator[Text]:
    """The report at the terminal."""
    live, said = found.live, found.beside
    yield Text(f"{counted(live.seen, 'resource')} read back, {len(live.gone)} of them gone; {live.unseen:,} never made in the sandbox")
    for title in live.gone:
        yield Text(f" gone {clean(title)}", style="red")
    style = "red" if said.worse else "green"
    yield Text(f"{said.same:,} verdicts as declared, {len(said.worse)} worse, {len(said.unseen)} that cannot be seen", style=style)
    for result in said.worse:
        yield Text.assemble(" ", ("fail", "bold red"), f" {result.check.facts.title}  ", (result.check.id, "dim"))
        text = f"{result.subject.title} ({result.environment}): {clean(result.verdict.text)}"
        yield from (Text(f"{MARGIN} {line}") for line in wrap(text, width - len(MARGIN) - 1, break_on_hyphens=False))
    for result in (*said.unseen, *said.better) if verbose else ():
        text = f"{result.verdict.outcome} {result.check.id}: {clean(result.subject.title)}: {clean(result.verdict.text)}"
        yield from (Text(line, style="dim") for line in wrap(text, width, initial_indent=" ", subsequent_indent=f"{MARGIN} "))
