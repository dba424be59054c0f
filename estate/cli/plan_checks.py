"""What the checks say of a plan that was just made."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import CatalogError, count
from estate.catalog.reader import read_document
from estate.catalog.waiver import Waiver, Waivers
from estate.cli.judging import CATALOG, files_of, sight_of, today
from estate.graph.comparison import Comparison
from estate.graph.git import find_revision, text_at
from estate.graph.plan import Plan
from estate.naming import SHARED
from estate.readiness import waivers
from estate.readiness.enforcement import load_enforcement
from estate.readiness.estate import is_mandatory, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.pack import POLICIES, Pack, load_pack
from estate.readiness.remedies import remedies
from estate.readiness.violations import Violations, against, failures, violations, with_waivers


def find(root: Path, plan: Plan, comparison: Comparison | None, *, whole: bool, before: Plan | None = None) -> Violations:
    """The violations of the plan; none where the project has no policy pack. With the base's plan `before`, which of them are new.

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
    changed = with_waivers(found, load_catalog(root / CATALOG).waivers, _waivers_at(root, comparison.base))
    return changed if before is None else _beside(root, changed, comparison.base, before, whole=whole)


def _beside(root: Path, found: Violations, base: str, before: Plan, *, whole: bool) -> Violations:
    """The violations beside those of the base, judged with its own facts by the checks of the working tree."""
    try:
        with files_of(root, find_revision(root, base)) as folder:
            then = _results(folder, load_pack(root / POLICIES), load_catalog(folder / CATALOG), before, whole=True)
    except CatalogError as error:
        first = error.mistakes[0]
        words = f"{base} cannot be judged by the checks of the working tree, so nothing is called new: {first.place} {first.message}"
        return replace(found, warnings=(*found.warnings, words))
    return against(found, failures(then.results), whole=whole)


def _judged(root: Path, plan: Plan, *, whole: bool) -> Violations:
    pack = load_pack(root / POLICIES)
    catalog = load_catalog(root / CATALOG)
    enforcement = load_enforcement(pack.folder, environments=(*catalog.environments, SHARED))
    waived = _results(root, pack, catalog, plan, whole=whole)
    mistakes = (*waivers.check_against_pack(root / CATALOG, pack.folder), *waived.mistakes, *load_evidence(root).mistakes)
    warnings = (*(f"{mistake.place} {mistake.message}" for mistake in mistakes), *waived.warnings)
    forced = partial(is_mandatory, enforcement=enforcement, catalog=catalog)
    return replace(violations(waived.results, forced=forced, warnings=warnings), remedies=remedies(plan.stacks, catalog))


def _results(root: Path, pack: Pack, catalog: Catalog, plan: Plan, *, whole: bool) -> waivers.Waived:
    """Every verdict on the plan, with the waivers, the evidence and the files of the folder `root`."""
    day = today()
    sight = sight_of(root, plan, catalog, day, evidence=load_evidence(root), whole=whole)
    return waivers.apply(judge_estate(pack.checks, sight), catalog.waivers, today=day, whole=whole)


def _waivers_at(root: Path, base: str) -> tuple[Waiver, ...]:
    """The waivers of a revision; none where it has none that can be read: then all of today's are new, and shown."""
    file = f"{CATALOG}/{waivers.FILE}"
    text = text_at(root, find_revision(root, base), file)
    document = read_document((text or "").encode(), file=file)
    try:
        return TypeAdapter(Waivers).validate_python(document.data).waivers
    except ValidationError:
        return ()
