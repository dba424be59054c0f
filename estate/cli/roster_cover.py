"""What `estate roster cover` says: proposals, or why there is none; and the one that is taken."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.catalog.roster import parse_date
from estate.cli.exit_codes import ExitCode
from estate.cli.roster_desk import open_desk
from estate.cli.roster_edit_files import write_edit
from estate.cli.roster_edits import broken_document, fresh_lock, handed_document, handed_line, lane_hours
from estate.errors import InputError
from estate.roster.cover import Away, Piece, Proposal, Refusal, Search
from estate.roster.fairness import MEASURES, Load
from estate.roster.membership import find_member, find_roster

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The proposals, the one that was taken (from 1), and the files that were written."""

    away: Away
    proposals: tuple[Proposal, ...]
    refusal: Refusal | None
    taken: int | None
    written: tuple[Path, ...]

    @property
    def code(self) -> ExitCode:
        """FOUND where nobody can."""
        return ExitCode.GOOD if self.proposals else ExitCode.FOUND


def cover(folder: Path, person: str, first: str, last: str, *, roster: str | None, take: int | None, dry_run: bool) -> Outcome:
    """Look for replacements, and write the proposal that is taken. InputError for who or what there is not."""
    span = _day(first, "FROM"), _day(last, "TO")
    if span[1] < span[0]:
        raise InputError(f"TO is {span[1]}, before FROM, {span[0]}; expected the first and the last day of the absence")
    if take is not None and dry_run:
        raise InputError("--take writes and --dry-run does not; expected one of them")
    desk = open_desk(folder)
    found = find_roster(desk.catalog, roster, (person,))
    fresh_lock(desk, found)
    person = find_member(found, person)
    away = Away(catalog=desk.catalog, locks=desk.locks, roster=found, person=person, first=span[0], last=span[1])
    search = Search(away=away)
    proposals = tuple(search.proposals())
    written = _take(folder, away, proposals, take) if take and proposals else ()
    return Outcome(away=away, proposals=proposals, refusal=search.refusal, taken=take if written else None, written=written)


def _day(text: str, name: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError(f"{name}: {error}") from None


def _take(folder: Path, away: Away, proposals: tuple[Proposal, ...], take: int) -> tuple[Path, ...]:
    if take > len(proposals):
        count = "is 1 proposal" if len(proposals) == 1 else f"are {len(proposals)} proposals"
        raise InputError(f"--take {take}: there {count}; nothing was written")
    return write_edit(folder, away.roster, proposals[take - 1].edit)


def as_text(outcome: Outcome) -> Iterator[Text]:
    """For people: the shifts, then each proposal with what it loads on whom."""
    away = outcome.away
    shifts = away.shifts
    count = "no shift" if not shifts else "1 shift" if len(shifts) == 1 else f"{len(shifts)} shifts"
    yield Text(f"{away.person} is away {away.first} to {away.last}: {count} of {away.roster.name}", style="bold")
    for number, proposal in enumerate(outcome.proposals, start=1):
        if shifts:
            yield from _proposal(outcome, number, proposal)
    if not outcome.proposals:
        yield from _nobody(outcome)
        return
    yield Text()
    yield from _next(outcome)


def _proposal(outcome: Outcome, number: int, proposal: Proposal) -> Iterator[Text]:
    yield Text()
    taken = " (taken)" if outcome.taken == number else ", the fairest" if number == 1 else ""
    yield Text(f"Proposal {number}{taken}", style="bold")
    for handed in proposal.edit.handed:
        yield handed_line(handed, outcome.away.roster)
    for load in proposal.loads:
        yield Text(f"   {load.person} then bears {_burden(load)}", style="dim")


def _burden(load: Load) -> str:
    return ", ".join(f"{_number(load.total(measure))} {measure}" for measure in MEASURES)


def _number(value: Fraction) -> str:
    return f"{value.numerator}" if value.denominator == 1 else f"{float(value):.1f}"


def _nobody(outcome: Outcome) -> Iterator[Text]:
    yield Text()
    if outcome.refusal is None:
        yield Text("No proposal holds everywhere: what is possible here breaks another roster.", style="yellow")
        return
    yield Text(f"Nobody can take {_piece(outcome, outcome.refusal.piece)} without breaking a rule:", style="bold yellow")
    for person, one in outcome.refusal.why:
        yield Text(f"  {person}: {one.text}" + (f" ({one.source})" if one.source else ""), style="yellow")
    yield Text()
    yield Text(f"Nothing was written. Next: write the absence and solve again: estate roster solve {outcome.away.roster.name}")


def _piece(outcome: Outcome, piece: Piece) -> str:
    first, last = piece[0], piece[-1]
    days = f"{first.date}" if first is last else f"{first.date} to {last.date}"
    return f"the {first.lane} of {days}, {lane_hours(first, outcome.away.roster)}"


def _next(outcome: Outcome) -> Iterator[Text]:
    away = outcome.away
    if outcome.written:
        for path in outcome.written:
            yield Text(f"{path} changed")
        yield Text("Next: commit both files, then estate roster publish VENDOR --dry-run")
        return
    yield Text("All of them break nothing that holds now. Nothing was written.", style="green")
    yield Text(f"Next: estate roster cover {away.person} {away.first} {away.last} --roster {away.roster.name} --take 1")


def as_document(outcome: Outcome) -> Mapping[str, Any]:
    """The documented JSON."""
    away, refusal = outcome.away, outcome.refusal
    return {
        "version": JSON_VERSION,
        "roster": away.roster.name,
        "person": away.person,
        "first": away.first.isoformat(),
        "last": away.last.isoformat(),
        "shifts": len(away.shifts),
        "proposals": [_proposal_document(proposal) for proposal in outcome.proposals],
        "refused": [{"person": person, **broken_document(one)} for person, one in refusal.why] if refusal and not outcome.proposals else [],
        "taken": outcome.taken,
        "written": [str(path) for path in outcome.written],
    }


def _proposal_document(proposal: Proposal) -> Mapping[str, Any]:
    return {
        "handed": [handed_document(handed) for handed in proposal.edit.handed],
        "loads": [{"person": load.person, **{measure: float(load.total(measure)) for measure in MEASURES}} for load in proposal.loads],
    }
