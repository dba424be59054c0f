"""What the checks say of a plan that was just made."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from estate.catalog.load import load_catalog
from estate.catalog.mistakes import CatalogError, count
from estate.catalog.reader import read_document
from estate.catalog.waiver import Waiver, Waivers
from estate.cli.judging import CATALOG, sight_of, today
from estate.graph.comparison import Comparison
from estate.graph.git import find_revision, text_at
from estate.graph.plan import Plan
from estate.naming import SHARED
from estate.readiness import waivers
from estate.readiness.enforcement import load_enforcement
from estate.readiness.estate import is_mandatory, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.pack import POLICIES, load_pack
from estate.readiness.remedies import remedies
from estate.readiness.violations import Violations, violations, with_waivers


def find(root: Path, plan: Plan, comparison: Comparison | None, *, whole: bool) -> Violations:
    """The violations of the plan; none where the project has no policy pack.

    A pack with mistakes judges nothing: that is a warning, since the plan itself is worth reading all the same.
    """
    if not (root / POLICIES).is_dir():
        return Violations()
    try:
        found = _judged(root, plan, whole=whole and not plan.errors)
    except CatalogError as error:
        first = error.mistakes[0]
        words = f"no check was run: {count(error.mistakes)}; the first: {first.place} {first.message}"
        return Violations(warnings=(words,))
    if comparison is None:
        return found
    return with_waivers(found, load_catalog(root / CATALOG).waivers, _waivers_at(root, comparison.base))


def _judged(root: Path, plan: Plan, *, whole: bool) -> Violations:
    pack = load_pack(root / POLICIES)
    catalog = load_catalog(root / CATALOG)
    enforcement = load_enforcement(pack.folder, environments=(*catalog.environments, SHARED))
    evidence, day = load_evidence(root), today()
    results = judge_estate(pack.checks, sight_of(root, plan, catalog, day, evidence=evidence, whole=whole))
    waived = waivers.apply(results, catalog.waivers, today=day, whole=whole)
    mistakes = (*waivers.check_against_pack(root / CATALOG, pack.folder), *waived.mistakes, *evidence.mistakes)
    warnings = (*(f"{mistake.place} {mistake.message}" for mistake in mistakes), *waived.warnings)
    forced = partial(is_mandatory, enforcement=enforcement, catalog=catalog)
    return replace(violations(waived.results, forced=forced, warnings=warnings), remedies=remedies(plan.stacks, catalog))


def _waivers_at(root: Path, base: str) -> tuple[Waiver, ...]:
    """The waivers of a revision; none where it has none that can be read: then all of today's are new, and shown."""
    file = f"{CATALOG}/{waivers.FILE}"
    text = text_at(root, find_revision(root, base), file)
    document = read_document((text or "").encode(), file=file)
    try:
        return TypeAdapter(Waivers).validate_python(document.data).waivers
    except ValidationError:
        return ()
