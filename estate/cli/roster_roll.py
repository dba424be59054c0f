"""What `estate roster roll` does to a roster's file, and what it says of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.catalog.fact import Fact
from estate.catalog.roster import Roster
from estate.cli.exit_codes import ExitCode
from estate.cli.roster_desk import known_roster, open_desk
from estate.cli.roster_edit_files import roster_in
from estate.cli.roster_edits import fresh_lock
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.roster.roll import past_weeks, rolled
from estate.roster.roster_text import Entry, with_entries, with_value, without_key
from estate.roster.slots import horizon_end

JSON_VERSION = 1
LISTS = ("carried", "earlier", "overrides", "absences", "wishes", "call_outs")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The roster before and after; `after` is None where rolling would leave running weeks without a roster."""

    before: Roster
    after: Roster | None
    past: int
    file: Path
    written: bool

    @property
    def code(self) -> ExitCode:
        """FOUND where it was not done."""
        return ExitCode.GOOD if self.after else ExitCode.FOUND


def roll(folder: Path, name: str, *, weeks: int | None, now: datetime, dry_run: bool) -> Outcome:
    """Write the roster's next horizon. InputError for a roster that is none, or whose lock is not its answer."""
    desk = open_desk(folder)
    roster = known_roster(desk.catalog, name)
    lock = fresh_lock(desk, roster)
    file = folder / "rosters" / f"{name}.yaml"
    past = past_weeks(roster, now)
    if weeks is None and past < roster.horizon.weeks:
        return Outcome(before=roster, after=None, past=past, file=file, written=False)
    after = rolled(roster, lock, desk.catalog, weeks=weeks or roster.horizon.weeks)
    text = rolled_text(file.read_bytes().decode(), file=str(file), before=roster, after=after)
    if not dry_run:
        write_file(file.resolve(), text)
    return Outcome(before=roster, after=after, past=past, file=file, written=not dry_run)


def rolled_text(text: str, *, file: str, before: Roster, after: Roster) -> str:
    """The roster's text with the next horizon, everything else as it was. InputError where it cannot take it."""
    text = with_value(text, file=file, path=("horizon", "first"), value=after.horizon.first.isoformat())
    for key in LISTS:
        old, new = getattr(before, key), getattr(after, key)
        drop = [place for place, one in enumerate(old) if one not in new or key in {"carried", "earlier"}]
        kept = {one for place, one in enumerate(old) if place not in drop}
        add = [entry(one) for one in new if one not in kept]
        text = with_entries(text, file=file, key=key, drop=drop, add=add)
    if after.frozen_until:
        text = with_value(text, file=file, path=("frozen_until",), value=after.frozen_until.isoformat())
    else:
        text = without_key(text, key="frozen_until")
    if roster_in(text, file=file) != after:
        raise InputError(f"{file} is written in a way that it cannot be rolled without touching more; do it by hand")
    return text


def entry(fact: Fact) -> Entry:
    """A fact of a list, without what is its default."""
    kept = fact.model_dump(mode="json", exclude_defaults=True)
    return {key: value if isinstance(value, int) else str(value) for key, value in kept.items()}


def as_text(outcome: Outcome) -> Iterator[Text]:
    """For people."""
    before, after = outcome.before, outcome.after
    if after is None:
        yield from _too_early(outcome)
        return
    last = horizon_end(after) - timedelta(days=1)
    yield Text(f"{after.name}: {after.horizon.weeks} weeks from {after.horizon.first} to {last}", style="bold")
    yield Text(f"  carried   debts of {len(after.carried)} people")
    yield Text(f"  earlier   {len(after.earlier)} shifts before the first day")
    dropped = [f"{len(gone)} {key}" for key in LISTS[2:] if (gone := _gone(getattr(before, key), getattr(after, key)))]
    yield Text(f"  dropped   {', '.join(dropped) or 'nothing'} that are past")
    if after.frozen_until:
        yield Text(f"  frozen    what is published stays, until {after.frozen_until}")
    yield Text(f"{outcome.file} written" if outcome.written else "Nothing was written: --dry-run.")
    yield Text(f"Next: estate roster solve {after.name}")


def _gone(before: Sequence[Fact], after: Sequence[Fact]) -> list[Fact]:
    return [one for one in before if one not in after]


def _too_early(outcome: Outcome) -> Iterator[Text]:
    roster = outcome.before
    last = horizon_end(roster) - timedelta(days=1)
    yield Text(f"{roster.name} runs until {last}; rolled by all of its {roster.horizon.weeks} weeks and solved,", style="yellow")
    yield Text("it would have nobody on until then. Nothing was written.", style="yellow")
    if outcome.past:
        yield Text(f"Keep what runs: estate roster roll {roster.name} --weeks {outcome.past}")
    yield Text(f"Move by all: estate roster roll {roster.name} --weeks {roster.horizon.weeks}")


def as_document(outcome: Outcome) -> dict[str, Any]:
    """The documented JSON."""
    after = outcome.after
    return {
        "version": JSON_VERSION,
        "roster": outcome.before.name,
        "first": after.horizon.first.isoformat() if after else None,
        "past_weeks": outcome.past,
        "carried": [entry(one) for one in after.carried] if after else [],
        "earlier": len(after.earlier) if after else 0,
        "dropped": {key: len(_gone(getattr(outcome.before, key), getattr(after, key))) if after else 0 for key in LISTS[2:]},
        "frozen_until": after.frozen_until.isoformat() if after and after.frozen_until else None,
        "written": [str(outcome.file)] if outcome.written else [],
    }
