"""What `estate ready` does before it shows anything: plan, judge, score; the same for a base, to compare with."""

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Maturity
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.words import did_you_mean
from estate.cli.judging import CATALOG, files_of, plan_of, sight_of, today
from estate.cli.ready_live import judged, read_back
from estate.errors import InputError
from estate.graph.git import Revision, find_revision
from estate.graph.plan import Plan
from estate.graph.revision import plan_revision
from estate.naming import SHARED
from estate.readiness import waivers
from estate.readiness.enforcement import Enforcement, load_enforcement
from estate.readiness.estate import is_mandatory, is_open, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.gaps import gaps_of
from estate.readiness.judge import Result
from estate.readiness.levels import Card, cards
from estate.readiness.pack import POLICIES, Pack, load_pack
from estate.readiness.places import Places
from estate.readiness.report import Report, before
from estate.readiness.runtime import Seen, hold_against


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to know."""

    thing: str | None = None
    level: Maturity | None = None
    base: str | None = None
    plan: Path | None = None
    day: date | None = None
    live: bool = False


@dataclass(frozen=True, kw_only=True)
class Scored:
    """Everything judged and scored."""

    catalog: Catalog
    enforcement: Enforcement
    cards: tuple[Card, ...]
    differs: tuple[Result, ...]
    """What was read contradicts what was planned."""
    warnings: tuple[str, ...]


def make(root: Path, asked: Asked) -> Report:
    """The report of the project in `root`. InputError for a thing that is none, CatalogError for a pack with mistakes."""
    pack = load_pack(root / POLICIES)
    _check_name(asked.thing, load_catalog(root / CATALOG))
    revision = find_revision(root, asked.base) if asked.base is not None else None
    day = asked.day or today()
    # Read before anything is planned: where no sandbox runs, that is said at once.
    found = read_back(root) if asked.live else None
    scored = score(root, pack, plan_of(root, asked.plan), day, seen=judged(root, pack, day, found.live) if found else None)
    chosen = _chosen(scored.cards, asked.thing)
    places = Places(root=root / CATALOG, catalog=scored.catalog)
    forced = partial(is_mandatory, enforcement=scored.enforcement, catalog=scored.catalog)
    report = Report(
        today=day,
        checks=len(pack.checks),
        cards=chosen,
        gaps=gaps_of(chosen, asked.level, place_of=places.of, forced=forced),
        level=asked.level,
        warnings=scored.warnings,
        looked=found.looked if found else None,
        differs=tuple(result for result in scored.differs if asked.thing in (None, result.subject.belongs_to, result.environment)),
    )
    return _with_base(report, root, pack, revision, asked.thing) if revision else report


def score(root: Path, pack: Pack, plan: Plan, day: date, *, seen: Seen | None = None) -> Scored:
    """The plan judged with the facts, waivers and evidence in the folder `root`, and with what was read of what stands there.

    CatalogError for waivers that nobody can follow.
    """
    catalog = load_catalog(root / CATALOG)
    enforcement = load_enforcement(pack.folder, environments=(*catalog.environments, SHARED))
    _refuse(waivers.check_against_pack(root / CATALOG, pack.folder))
    evidence = load_evidence(root)
    planned = judge_estate(pack.checks, sight_of(root, plan, catalog, day, evidence=evidence))
    waived = waivers.apply(hold_against(planned, seen) if seen else planned, catalog.waivers, today=day)
    _refuse(waived.mistakes)
    warnings = (*(f"{mistake.place} {mistake.message}; {mistake.hint}" for mistake in evidence.mistakes), *waived.warnings)
    return Scored(
        catalog=catalog,
        enforcement=enforcement,
        cards=cards(waived.results, catalog, enforcement),
        differs=tuple(result for result in waived.results if result.read_back == "differs" and is_open(result)),
        warnings=warnings,
    )


def _with_base(report: Report, root: Path, pack: Pack, revision: Revision, thing: str | None) -> Report:
    """The report with what the base had reached: its program, facts and evidence, judged by the checks of the working tree."""
    plan = plan_revision(root, revision).plan
    try:
        with files_of(root, revision) as folder:
            then = score(folder, pack, plan, report.today)
    except CatalogError as error:
        first = error.mistakes[0]
        words = f"{revision.asked} cannot be judged by the checks of the working tree, so no trend is shown: {first.place} {first.message}"
        return replace(report, warnings=(*report.warnings, words))
    return replace(report, base=revision.asked, before=before(_chosen(then.cards, thing), report.level))


def _refuse(mistakes: tuple[Mistake, ...]) -> None:
    if mistakes:
        raise CatalogError(mistakes)


def _chosen(all_cards: tuple[Card, ...], thing: str | None) -> tuple[Card, ...]:
    return tuple(card for card in all_cards if thing in (None, card.name))


def _check_name(thing: str | None, catalog: Catalog) -> None:
    known = (*catalog.services, *catalog.stores, *catalog.teams, *catalog.environments, SHARED)
    if thing is not None and thing not in known:
        hint = did_you_mean(thing, known) or "see: estate check --list services"
        raise InputError(f"{thing!r} is no service, store, team or environment; {hint}")
