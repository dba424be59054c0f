"""What `estate roster prove` looks at: locks and calendars are read, earlier locks found, and losses tried on request."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.cli.exit_codes import ExitCode
from estate.cli.output import stderr
from estate.cli.roster_desk import known_roster
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.roster.calendars import Book, Sheet, lane_sheet, person_sheet, read_calendar
from estate.roster.fairness import Load, loads
from estate.roster.lock import Lock, LockError, lock_file
from estate.roster.proof.agreement import Rendered
from estate.roster.proof.evidence import Case, Evidence, Form
from estate.roster.proof.prove import Proof, prove
from estate.roster.proof.violation import Violation

NO_VENDORS = "vendors were not asked: estate roster verify"


@dataclass(frozen=True, kw_only=True)
class Survival:
    """What becomes of a roster without one of its people: whether it can be solved (None: undecided), else what conflicts."""

    roster: str
    person: str
    feasible: bool | None
    conflict: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that the command has to say."""

    proof: Proof
    shares: Mapping[str, tuple[Load, ...]]
    standby: frozenset[str]
    survivals: tuple[Survival, ...]
    took: float

    @property
    def code(self) -> ExitCode:
        """FOUND for any violation."""
        return ExitCode.FOUND if self.proof.violations else ExitCode.GOOD


def report(folder: Path, names: Sequence[str], *, before: Path | None, base: str | None, losses: bool) -> Report:
    """The proof of the named rosters, or of all. InputError for a lock that is missing or broken, and for a wrong name."""
    if before and base:
        raise InputError("--before and --base both name the earlier lock; choose one of them")
    begin = time.monotonic()
    catalog = load_catalog(folder)
    asked = [known_roster(catalog, name).name for name in dict.fromkeys(names)] or list(catalog.rosters)
    if not asked:
        raise InputError("the catalog has no rosters; write one: catalog/rosters/NAME.yaml")
    evidence = _evidence(folder, catalog, asked, before=before, base=base)
    survivals = tuple(_survivals(evidence)) if losses else ()
    return Report(
        proof=_with_survivals(prove(evidence), survivals) if losses else _without_vendors(prove(evidence)),
        shares={name: loads(catalog.rosters[name], evidence.cases[name].lock, catalog) for name in asked},
        standby=frozenset(name for name in asked if catalog.rosters[name].duty == "standby"),
        survivals=survivals,
        took=time.monotonic() - begin,
    )


def draw(file: Path, report: Report) -> None:
    """The chart, as SVG. SurroundingsError when it cannot be written."""
    from estate.roster.chart import fairness_svg

    write_file(file, fairness_svg(report.shares))


def _evidence(folder: Path, catalog: Catalog, asked: Sequence[str], *, before: Path | None, base: str | None) -> Evidence:
    contents = dict(_contents(folder, catalog, asked))
    earlier = _at_revision(folder, asked, base) if base else _in_file(before, asked) if before else {}
    locks = {name: lock for name, (lock, _) in contents.items()}
    cases = {
        name: Case(
            roster=catalog.rosters[name],
            lock=lock,
            people=catalog.people,
            before=earlier.get(name),
            content=content,
            forms=tuple(_calendars(Book(catalog=catalog, locks=locks, duties=()), name)) if name in asked else (),
        )
        for name, (lock, content) in contents.items()
    }
    return Evidence(catalog=catalog, cases=cases, proved=frozenset(asked))


def _contents(folder: Path, catalog: Catalog, asked: Sequence[str]) -> Iterator[tuple[str, tuple[Lock, bytes]]]:
    """Every lock with its bytes; those that were asked for must be there and whole, all of the broken ones are named at once."""
    broken: list[str] = []
    for name in catalog.rosters:
        file = lock_file(folder, name)
        try:
            yield name, (file.read(), file.path.read_bytes())
        except LockError as error:
            if name in asked:
                broken.append(str(error))
    if broken:
        raise LockError("\n".join(broken))


def _in_file(file: Path, asked: Sequence[str]) -> dict[str, Lock]:
    from estate.roster.lock import LockFile

    lock = LockFile(path=file).read()
    if lock.roster not in asked:
        raise InputError(f"{file} is a lock of {lock.roster}; proved are {', '.join(asked)}")
    return {lock.roster: lock}


def _at_revision(folder: Path, asked: Sequence[str], base: str) -> dict[str, Lock]:
    """The locks of that revision; a roster that had none is left out."""
    from estate.graph.git import extract, find_revision

    root = Path.cwd()
    if not folder.resolve().is_relative_to(root):
        raise InputError(f"{folder} is outside {root}; --base looks for it in the revision of this folder")
    revision = find_revision(root, base)
    with tempfile.TemporaryDirectory() as place:
        extract(root, revision, Path(place))
        then = Path(place) / folder.resolve().relative_to(root)
        files = {name: lock_file(then, name) for name in asked}
        return {name: file.read() for name, file in files.items() if file.path.exists()}


def _calendars(book: Book, name: str) -> Iterator[Form]:
    """The calendars of a roster's lanes and people, written and read again; strangers in the lock have none."""
    if any(shift.who not in book.catalog.people for shift in book.locks[name].shifts):
        return
    roster = book.catalog.rosters[name]
    for lane in roster.lanes:
        yield _form(lane_sheet(book, roster, lane.name), name)
    # Another roster's shifts of the same people are proved with that roster.
    alone = replace(book, locks={name: book.locks[name]})
    for member in roster.members:
        yield _form(person_sheet(alone, member.person), name)


def _form(sheet: Sheet, roster: str) -> Form:
    entries = [one for one in read_calendar(sheet.content, file=sheet.name) if not one.cancelled and one.uid.startswith(f"{roster}.")]
    rendered = tuple(Rendered(person=one.person, start=one.start, end=one.end) for one in entries)
    return Form(name=sheet.name, rendered=rendered, part=sheet.shows[roster])


def _survivals(evidence: Evidence) -> Iterator[Survival]:
    from estate.roster.solver.problem import busy_elsewhere
    from estate.roster.without import lost

    locks = {name: case.lock for name, case in evidence.cases.items()}
    for name in sorted(evidence.proved):
        roster = evidence.cases[name].roster
        for loss in lost(roster, evidence.catalog, busy=tuple(busy_elsewhere(roster, locks))):
            told = {True: "can be filled", False: "cannot be filled", None: "undecided"}[loss.feasible]
            stderr().print(f"{name} without {loss.person}: {told}", markup=False)
            yield Survival(roster=name, person=loss.person, feasible=loss.feasible, conflict=loss.conflict)


def _without_vendors(proof: Proof) -> Proof:
    unseen = {**proof.unseen, 12: NO_VENDORS, 15: "takes solving: --losses", 17: "takes solving: --losses"}
    return replace(proof, unseen=dict(sorted(unseen.items())))


def _with_survivals(proof: Proof, survivals: Sequence[Survival]) -> Proof:
    """A loss that cannot be borne must have a named conflict, and one that nobody could decide is no proof."""
    found = [_unproved(one) for one in survivals if one.feasible is None or not (one.feasible or one.conflict)]
    unseen = {number: why for number, why in proof.unseen.items() if number not in (15, 17)}
    violations = tuple(sorted((*proof.violations, *found), key=lambda violation: violation.order))
    return replace(proof, violations=violations, unseen=dict(sorted({**unseen, 12: NO_VENDORS}.items())))


def _unproved(one: Survival) -> Violation:
    what = "nobody could find out whether it can be solved" if one.feasible is None else "it cannot be solved, and no conflict is named"
    number = 15 if one.feasible is None else 17
    return Violation(invariant=number, roster=one.roster, who=one.person, text=f"without {one.person} {what}")
