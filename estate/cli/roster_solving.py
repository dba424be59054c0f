"""What `estate roster solve` and `leave` do: solve, say what changes for whom, and write the locks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.catalog.catalog import Catalog
from estate.catalog.roster import Roster, parse_date
from estate.cli.exit_codes import ExitCode
from estate.cli.output import stderr
from estate.cli.roster_desk import known_roster, open_desk
from estate.cli.roster_edit_files import write_together
from estate.errors import InputError
from estate.roster.leaving import left, with_leaving
from estate.roster.lock import Answer, Lock, format_lock, lock_file
from estate.roster.membership import find_roster
from estate.roster.slots import Slot
from estate.roster.solver.disturbance import Moved
from estate.roster.solver.problem import pose
from estate.roster.solver.refusal import refuse
from estate.roster.solver.search import Progress
from estate.roster.solver.solve import Solution, solve

JSON_VERSION = 1
MOST_SHIFTS = 6
"""Of one person, in the text; the JSON has all."""


@dataclass(frozen=True, kw_only=True)
class Solved:
    """One roster with its solution."""

    roster: Roster
    solution: Solution
    is_first: bool
    """Whether there was no lock before."""

    @property
    def too_much(self) -> bool:
        """Whether more changes than the roster allows."""
        return self.solution.disturbance > self.roster.disturbance_budget


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What was solved, and whether it was written."""

    solved: tuple[Solved, ...]
    dry_run: bool

    @property
    def code(self) -> ExitCode:
        """FOUND where more changes than a roster allows."""
        return ExitCode.FOUND if any(one.too_much for one in self.solved) else ExitCode.GOOD

    @property
    def written(self) -> bool:
        """All of them or none."""
        return not self.dry_run and self.code is ExitCode.GOOD

    def as_json(self) -> Mapping[str, Any]:
        """The documented JSON."""
        return {"version": JSON_VERSION, "written": self.written, "rosters": [_document(one) for one in self.solved]}


def solve_rosters(folder: Path, names: Sequence[str], *, today: str | None, dry_run: bool) -> Outcome:
    """Solve the named rosters, or all. InputError where one cannot be filled: then no lock is written.

    What has begun by the end of `today`, the clock's day when it is None, stays as it was.
    """
    past = _today(today)
    desk = open_desk(folder)
    named = [known_roster(desk.catalog, name) for name in dict.fromkeys(names)] or list(desk.catalog.rosters.values())
    if not named:
        raise InputError("the catalog has no rosters; write one: catalog/rosters/NAME.yaml")
    locks = dict(desk.locks)
    solved: list[Solved] = []
    # Who works is settled before who stands by: whoever is in both cannot be on in both.
    for roster in sorted(named, key=lambda one: (one.duty == "standby", one.name)):
        found = _solve(roster, desk.catalog, locks, past)
        locks[roster.name] = found.solution.lock
        solved.append(found)
    outcome = Outcome(solved=tuple(solved), dry_run=dry_run)
    if outcome.written:
        write_together({lock_file(folder, one.roster.name).path: format_lock(one.solution.lock) for one in solved})
    return outcome


def leave(folder: Path, person: str, first: str, *, roster: str | None, today: str | None, dry_run: bool) -> Outcome:
    """Solve somebody's roster without them from a day on. InputError as above, and for who or what there is not."""
    day, past = _day(first, "--from"), _today(today)
    desk = open_desk(folder)
    before = find_roster(desk.catalog, roster, (person,))
    if before.name not in desk.locks:
        raise InputError(desk.unreadable[before.name])
    after = left(before, person, day)
    file = (folder / "rosters" / f"{before.name}.yaml").resolve()
    text = with_leaving(file.read_bytes().decode(), file=str(file), person=person, roster=after)
    catalog = replace(desk.catalog, rosters={**desk.catalog.rosters, after.name: after})
    outcome = Outcome(solved=(_solve(after, catalog, desk.locks, past),), dry_run=dry_run)
    if outcome.written:
        lock = lock_file(folder, after.name).path
        write_together({lock: format_lock(outcome.solved[0].solution.lock), file: text})
    return outcome


def _today(text: str | None) -> date:
    return _day(text, "--as-of") if text else datetime.now(UTC).date()


def _day(text: str, option: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise InputError(f"{option}: {error}") from None


def _solve(roster: Roster, catalog: Catalog, locks: Mapping[str, Lock], today: date) -> Solved:
    console = stderr()
    console.print(f"{roster.name}: {roster.horizon.weeks} weeks, {len(roster.members)} people", markup=False)
    old = locks.get(roster.name)
    problem = pose(roster, catalog, locks=locks, old=old, today=today)

    def watch(progress: Progress) -> None:
        part = f", {progress.part}" if progress.part else ""
        console.print(f"{roster.name}{part}: cost {progress.cost}, no solution is below {progress.bound}", markup=False)

    solution = solve(problem, catalog, watch=watch)
    if not isinstance(solution, Solution):
        raise refuse(problem, catalog, impossible=solution.impossible)
    return Solved(roster=roster, solution=solution, is_first=old is None)


def as_text(outcome: Outcome) -> Iterator[Text]:
    """The verdict of each roster, what changes for whom, and what to do next."""
    for one in outcome.solved:
        yield _verdict(one)
        yield from _changes(one)
    yield Text()
    if outcome.code is not ExitCode.GOOD:
        yield Text("Nothing was written: more would change than the roster allows (`disturbance_budget`)", style="red")
    elif outcome.dry_run:
        yield Text("Nothing was written (--dry-run)")
    else:
        yield Text("Next: estate roster prove")


def _verdict(one: Solved) -> Text:
    lock = one.solution.lock
    text = Text(f" {one.roster.name:<14}", style="bold")
    text.append(f"{say_answer(lock.answer)}   ", style="green" if lock.answer.status == "optimal" else "yellow")
    text.append(f"{one.roster.horizon.weeks} weeks, {len(one.roster.members)} people, {len(lock.shifts):,} shifts", style="not bold")
    return text


def say_answer(answer: Answer) -> str:
    """How good a solution is, in words."""
    if answer.status == "optimal":
        return f"the best there is, cost {answer.cost}"
    return f"cost {answer.cost}, none is below {answer.bound} (gap {float(100 * gap(answer)):.1f} %)"


def gap(answer: Answer) -> Fraction:
    """Which share of the cost a better solution could save at most."""
    return Fraction(answer.cost - answer.bound, answer.cost) if answer.cost else Fraction(0)


def _changes(one: Solved) -> Iterator[Text]:
    if one.is_first:
        return
    budget = one.roster.disturbance_budget
    changed = f"{one.solution.disturbance} person-days change, at most {budget} may" if one.solution.moved else "nothing changes"
    yield Text(f"   {changed}", style="red" if one.too_much else "")
    for moved in one.solution.moved:
        yield Text(f"   {moved.person:<12} {moved.days:>3} days{_shifts('gives', moved.gives)}{_shifts('takes', moved.takes)}")


def _shifts(verb: str, slots: Sequence[Slot]) -> str:
    if not slots:
        return ""
    some = ", ".join(f"{slot.lane} {slot.date:%m-%d}" for slot in slots[:MOST_SHIFTS])
    more = f" and {len(slots) - MOST_SHIFTS} more" if len(slots) > MOST_SHIFTS else ""
    return f"   {verb} {some}{more}"


def _document(one: Solved) -> dict[str, Any]:
    answer = one.solution.lock.answer
    return {
        "roster": one.roster.name,
        "status": answer.status,
        "cost": answer.cost,
        "bound": answer.bound,
        "gap_percent": round(float(100 * gap(answer)), 2),
        "shifts": len(one.solution.lock.shifts),
        "changed_person_days": one.solution.disturbance,
        "disturbance_budget": one.roster.disturbance_budget,
        "changes": [_change(moved) for moved in one.solution.moved],
    }


def _change(moved: Moved) -> dict[str, Any]:
    return {
        "person": moved.person,
        "days": moved.days,
        "gives": [{"lane": slot.lane, "date": str(slot.date)} for slot in moved.gives],
        "takes": [{"lane": slot.lane, "date": str(slot.date)} for slot in moved.takes],
    }
