"""Scorecards: which level a service, a store or an environment has reached, and what speaks against the next one."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from estate.catalog.catalog import Catalog
from estate.catalog.fact import Maturity
from estate.naming import SHARED
from estate.readiness.check import LEVELS, counts_at
from estate.readiness.enforcement import Enforcement
from estate.readiness.estate import home, is_open, maturity_of
from estate.readiness.judge import Result
from estate.readiness.verdict import Outcome

CardKind = Literal["service", "store", "team", "environment"]
GOOD = (Outcome.PASS, Outcome.WAIVED)


@dataclass(frozen=True, kw_only=True)
class Card:
    """The score of one thing."""

    kind: CardKind
    name: str
    wants: Maturity
    """What its maturity promises; for an environment, what it accepts at most."""
    environment: str
    """Where it was measured."""
    results: tuple[Result, ...]
    """Everything that was asked of it, without what is not applicable."""

    @property
    def title(self) -> str:
        """`service checkout`."""
        return f"{self.kind} {self.name}"

    @cached_property
    def reached(self) -> Maturity | None:
        """The highest level without a failure or an undecided check; None below the first, and where nothing was seen."""
        if not any(result.verdict.outcome in GOOD for result in self.results):
            return None
        reached = None
        for level in LEVELS:
            if self.missing(level):
                break
            reached = level
        return reached

    def missing(self, level: Maturity) -> tuple[Result, ...]:
        """What speaks against a level, and so against those above."""
        return tuple(result for result in self.results if counts_at(result.check, level) and is_open(result))

    def reaches(self, level: Maturity) -> bool:
        """Whether it is at the level, or above."""
        return self.reached is not None and LEVELS.index(self.reached) >= LEVELS.index(level)

    def score(self, level: Maturity) -> tuple[int, int]:
        """How many checks of a level are good, of how many that were asked."""
        asked = {result.check.id for result in self.results if counts_at(result.check, level)}
        return len(asked - {result.check.id for result in self.missing(level)}), len(asked)

    def count(self, outcome: Outcome) -> int:
        """How many verdicts are so."""
        return sum(result.verdict.outcome == outcome for result in self.results)


def cards(results: Iterable[Result], catalog: Catalog, enforcement: Enforcement) -> tuple[Card, ...]:
    """A card for every service, store and team, every environment and what serves all of them."""
    found: dict[tuple[str, str], list[Result]] = {}
    known = {*catalog.services, *catalog.stores}
    for result in results:
        if result.verdict.outcome != Outcome.NOT_APPLICABLE:
            found.setdefault((_owner(result, known), _environment(result, catalog)), []).append(result)
    return (*_things(found, catalog), *_teams(found, catalog), *_environments(found, catalog, enforcement))


def _owner(result: Result, known: Container[str]) -> str:
    """The service or store; `team x` for a team, which may have the name of a service; empty for the platform."""
    owner = result.subject.belongs_to
    if result.subject.kind == "team":
        return f"team {owner}"
    return owner if owner is not None and owner in known else ""


def _environment(result: Result, catalog: Catalog) -> str:
    """Where it counts: a stack that serves all environments holds things of one that its name says (`dev/checkout`)."""
    if result.environment != SHARED or result.subject.kind != "resource":
        return result.environment
    return next((word for word in re.split("[/.]", result.subject.name) if word in catalog.environments), SHARED)


Found = Mapping[tuple[str, str], list[Result]]


def _things(found: Found, catalog: Catalog) -> Iterator[Card]:
    kinds: Mapping[CardKind, Iterable[str]] = {"service": catalog.services, "store": catalog.stores}
    for kind, name in ((kind, name) for kind, names in kinds.items() for name in names):
        maturity = maturity_of(name, catalog)
        place = home(maturity, catalog)
        if place is not None:
            results = (*found.get((name, place.name), ()), *found.get((name, SHARED), ()))
            yield Card(kind=kind, name=name, wants=maturity, environment=place.name, results=results)


def _teams(found: Found, catalog: Catalog) -> Iterator[Card]:
    for name in catalog.teams:
        results = tuple(found.get((f"team {name}", SHARED), ()))
        if results:
            yield Card(kind="team", name=name, wants="production", environment=SHARED, results=results)


def _environments(found: Found, catalog: Catalog, enforcement: Enforcement) -> Iterator[Card]:
    for name in (*catalog.environments, SHARED):
        results = tuple(found.get(("", name), ()))
        if results:
            wants = enforcement.upto(name, "production") or "poc"
            yield Card(kind="environment", name=name, wants=wants, environment=name, results=results)
