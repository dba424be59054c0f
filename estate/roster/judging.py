"""What an edit would break: the prover's verdict on the locks before and after it."""

from collections.abc import Mapping
from dataclasses import replace

from estate.catalog.catalog import Catalog
from estate.roster.edits import Edit
from estate.roster.lock import Lock
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.prove import prove
from estate.roster.proof.violation import Violation


def violations(catalog: Catalog, locks: Mapping[str, Lock], *, only: str | None = None) -> tuple[Violation, ...]:
    """All that the prover finds in the rosters of these locks, or in one of them beside the others."""
    cases = {name: Case(roster=catalog.rosters[name], lock=lock, people=catalog.people) for name, lock in locks.items()}
    return prove(Evidence(catalog=catalog, cases=cases, proved=frozenset({only} if only else cases))).violations


def violations_after(edit: Edit, catalog: Catalog, locks: Mapping[str, Lock], *, only: str | None = None) -> tuple[Violation, ...]:
    """The same, once the edit is done."""
    name = edit.roster.name
    return violations(replace(catalog, rosters={**catalog.rosters, name: edit.roster}), {**locks, name: edit.lock}, only=only)


def newly_broken(edit: Edit, catalog: Catalog, locks: Mapping[str, Lock], *, before: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """What holds before the edit and not after it. What was broken and is broken otherwise counts too."""
    known = {*before}
    return tuple(one for one in violations_after(edit, catalog, locks) if one not in known)
