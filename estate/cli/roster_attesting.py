"""What `estate roster prove --attest` writes: one line of evidence for each roster that was proved."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import show
from estate.catalog.words import did_you_mean
from estate.cli.roster_proving import Report
from estate.errors import InputError
from estate.readiness.attest import attest
from estate.readiness.evidence import digest_of
from estate.readiness.world import Attestation
from estate.roster.lock import lock_file

KIND = "roster"


def write(folder: Path, report: Report, *, by: str, now: datetime) -> tuple[Path, ...]:
    """The files, in the folder `evidence` beside the catalog's. InputError for a person whom the catalog does not know."""
    _known(load_catalog(folder), by)
    root = folder.resolve().parent
    return tuple(attest(root, proof, by=by, now=now) for proof in _proofs(folder, report, now))


def _proofs(folder: Path, report: Report, now: datetime) -> Iterator[Attestation]:
    """A violation that names no roster speaks against all of them."""
    for name in report.proof.rosters:
        wrong = sum(violation.roster in (name, "") for violation in report.proof.violations)
        lock = lock_file(folder, name).path
        yield Attestation(
            kind=KIND,
            subject=name,
            on=now.astimezone(UTC).date(),
            file=f"{folder.name}/{lock.relative_to(folder)}",
            passed=not wrong,
            values={"violations": wrong, "invariants_unseen": len(report.proof.unseen)},
            digest=digest_of(lock),
        )


def _known(catalog: Catalog, person: str) -> None:
    if person not in catalog.people:
        hint = did_you_mean(person, catalog.people) or "expected a call-name of catalog/people.yaml"
        raise InputError(f"{show(person)} is nobody of the catalog\n    {hint}")
