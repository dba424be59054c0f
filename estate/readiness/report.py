"""What `estate ready` says, as data: every format shows this and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from estate.catalog.fact import Maturity
from estate.readiness.gaps import Gap
from estate.readiness.judge import Result
from estate.readiness.levels import Card
from estate.readiness.verdict import Outcome


@dataclass(frozen=True, kw_only=True)
class Was:
    """What a card's thing had reached in the base."""

    reached: Maturity | None
    good: int
    asked: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """The readiness of the estate, or of one thing in it."""

    today: date
    checks: int
    cards: tuple[Card, ...]
    gaps: tuple[Gap, ...]
    """What is missing of what is asked, in the order in which to mend it."""
    level: Maturity | None = None
    """What everybody is held against; None: each against what it promises."""
    warnings: tuple[str, ...] = ()
    """What is wrong with waivers and evidence, and stops nobody."""
    base: str | None = None
    before: tuple[tuple[str, Was], ...] = ()
    """By the title of the card; cards that the base did not have are not here."""

    def wants(self, card: Card) -> Maturity:
        """The level that a card is held against."""
        return self.level or card.wants

    @cached_property
    def short(self) -> tuple[Card, ...]:
        """Those that the gate stops: services and stores that promise production, or with a level all, and do not reach it."""
        held = [card for card in self.cards if self.level or (card.kind in ("service", "store") and card.wants == "production")]
        return tuple(card for card in held if not card.reaches(self.wants(card)))

    def was(self, card: Card) -> Was | None:
        """What it had reached in the base; None where there is nothing to compare."""
        return dict(self.before).get(card.title)

    @property
    def waived(self) -> tuple[Result, ...]:
        """The verdicts that somebody answers for."""
        return tuple(result for card in self.cards for result in card.results if result.verdict.outcome == Outcome.WAIVED)


def before(cards: Sequence[Card], level: Maturity | None) -> tuple[tuple[str, Was], ...]:
    """What the cards of a base say, for a later report."""
    scores = ((card, card.score(level or card.wants)) for card in cards)
    return tuple((card.title, Was(reached=card.reached, good=good, asked=asked)) for card, (good, asked) in scores)
