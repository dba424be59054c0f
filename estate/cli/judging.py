"""What commands need before they can judge: the pack, the catalog, a plan, what was attested."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from estate.catalog.catalog import Catalog
from estate.catalog.load import is_file_inside
from estate.cli import planning
from estate.errors import InputError
from estate.graph.git import Revision, extract
from estate.graph.plan import Plan, plan_from_json
from estate.readiness.estate import Sight
from estate.readiness.evidence import Evidence
from estate.readiness.remedies import remedied, remedies

CATALOG = "catalog"


def today() -> date:
    """The day on which evidence and waivers are looked at: the same everywhere on earth."""
    return datetime.now(UTC).date()


def plan_of(root: Path, file: Path | None) -> Plan:
    """The plan in a file that `estate plan --json` wrote, or else a new one of all stacks. InputError for what cannot be judged."""
    plan = _read(file) if file else planning.make(root, [], None)[0]
    if plan.errors:
        first = plan.errors[0]
        raise InputError(f"{first.stack} cannot be planned, so nothing is judged: {first.text}\n    see: estate plan {first.stack}")
    return plan


def sight_of(root: Path, plan: Plan, catalog: Catalog, day: date, *, evidence: Evidence, whole: bool = True) -> Sight:
    """Everything that checks look at, in the project's folder `root`; with the tags that the policy pack adds in every rollout."""
    stacks = remedied(plan.stacks, remedies(plan.stacks, catalog))
    return Sight(stacks=stacks, catalog=catalog, today=day, whole=whole, attestations=evidence.attestations, is_file=finder(root))


def finder(root: Path) -> Callable[[str], bool]:
    """Whether a path from the folder `root` is a file inside it."""
    return partial(is_file_inside, root.resolve())


@contextmanager
def files_of(root: Path, revision: Revision) -> Iterator[Path]:
    """The files of a revision, as long as they are read."""
    with TemporaryDirectory(prefix="estate-base-") as folder:
        extract(root, revision, Path(folder))
        yield Path(folder)


def _read(file: Path) -> Plan:
    try:
        document = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}; make it with: estate plan --json > {file}") from None
    except ValueError as error:
        raise InputError(f"{file} is no plan: {error}; make it with: estate plan --json > {file}") from None
    if not isinstance(document, dict):
        raise InputError(f"{file} is no plan: expected the document that estate plan --json prints")
    return plan_from_json(document)
