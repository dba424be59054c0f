"""What `estate ready` does before it shows anything: plan, judge, score."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Maturity
from estate.catalog.load import load_catalog
from estate.catalog.words import did_you_mean
from estate.cli.judging import CATALOG, plan_of, sight_of, today
from estate.errors import InputError
from estate.naming import SHARED
from estate.readiness.enforcement import load_enforcement
from estate.readiness.estate import is_mandatory, judge_estate
from estate.readiness.gaps import gaps_of
from estate.readiness.levels import Card, cards
from estate.readiness.pack import POLICIES, load_pack
from estate.readiness.places import Places
from estate.readiness.report import Report


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to know."""

    thing: str | None = None
    level: Maturity | None = None
    plan: Path | None = None
    day: date | None = None


def make(root: Path, asked: Asked) -> Report:
    """The report of the project in `root`. InputError for a thing that is none, CatalogError for a pack with mistakes."""
    pack = load_pack(root / POLICIES)
    catalog = load_catalog(root / CATALOG)
    enforcement = load_enforcement(pack.folder, environments=(*catalog.environments, SHARED))
    _check_name(asked.thing, catalog)
    day = asked.day or today()
    results = judge_estate(pack.checks, sight_of(root, plan_of(root, asked.plan), catalog, day))
    chosen = _chosen(cards(results, catalog, enforcement), asked.thing)
    forced = partial(is_mandatory, enforcement=enforcement, catalog=catalog)
    places = Places(root=root / CATALOG, catalog=catalog)
    missing = gaps_of(chosen, asked.level, place_of=places.of, forced=forced)
    return Report(today=day, checks=len(pack.checks), cards=chosen, gaps=missing, level=asked.level)


def _chosen(all_cards: tuple[Card, ...], thing: str | None) -> tuple[Card, ...]:
    return tuple(card for card in all_cards if thing in (None, card.name))


def _check_name(thing: str | None, catalog: Catalog) -> None:
    known = (*catalog.services, *catalog.stores, *catalog.teams, *catalog.environments, SHARED)
    if thing is not None and thing not in known:
        hint = did_you_mean(thing, known) or "see: estate check --list services"
        raise InputError(f"{thing!r} is no service, store, team or environment; {hint}")
