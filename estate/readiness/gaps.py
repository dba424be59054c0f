"""What is missing, and in which order to mend it: the most risk for the least effort first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from estate.catalog.fact import Maturity
from estate.readiness.check import EFFORTS, LEVELS, SEVERITIES, Check
from estate.readiness.judge import Result
from estate.readiness.levels import Card
from estate.readiness.verdict import Outcome


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One check that speaks against one or more things."""

    check: Check
    results: tuple[Result, ...]
    mandatory: bool
    places: tuple[str, ...]
    """Where to change it: lines of the catalog; of the program, where it is no fact of the catalog."""

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Whom it speaks against: services, stores, environments; a resource of nobody by its own name."""
        return tuple(dict.fromkeys(result.subject.belongs_to or result.subject.title for result in self.results))

    @property
    def words(self) -> str:
        """What the check says: the first failure, else the first thing that could not be seen."""
        first = next((result for result in self.results if result.verdict.outcome == Outcome.FAIL), self.results[0])
        return first.verdict.text

    @property
    def order(self) -> tuple[object, ...]:
        """Every step of severity outweighs one of effort; among equals the more severe, then the lower level, then the more things."""
        severity = SEVERITIES.index(self.check.facts.severity)
        effort = EFFORTS.index(self.check.facts.effort)
        level = LEVELS.index(self.check.facts.level)
        return (effort - severity, -severity, level, -len(self.subjects), self.check.pillar, self.check.id)


PlaceOf = Callable[[Result], str | None]
Forced = Callable[[Result], bool]


def gaps(results: Iterable[Result], *, place_of: PlaceOf, forced: Forced) -> tuple[Gap, ...]:
    """What is open among the results, a check each, in the order in which to mend it."""
    found: dict[str, list[Result]] = {}
    for result in results:
        found.setdefault(result.check.id, []).append(result)
    made = (_gap(tuple(each), place_of, forced) for each in found.values())
    return tuple(sorted(made, key=lambda gap: gap.order))


def gaps_of(cards: Iterable[Card], level: Maturity | None, *, place_of: PlaceOf, forced: Forced) -> tuple[Gap, ...]:
    """What keeps the cards from a level; nothing given: each from what it wants."""
    results = (result for card in cards for result in card.missing(level or card.wants))
    return gaps(results, place_of=place_of, forced=forced)


def _gap(results: tuple[Result, ...], place_of: PlaceOf, forced: Forced) -> Gap:
    places = (place_of(result) or result.subject.source for result in results)
    return Gap(
        check=results[0].check,
        results=results,
        mandatory=any(map(forced, results)),
        places=tuple(dict.fromkeys(place for place in places if place)),
    )
