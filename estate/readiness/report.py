"""What `estate ready` says, as data: every format shows this and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from estate.catalog.fact import Maturity
from estate.readiness.gaps import Gap
from estate.readiness.judge import ReadBack, Result
from estate.readiness.levels import Card
from estate.readiness.runtime import Looked


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
    looked: Looked | None = None
    """What was read of what stands there; None where nobody looked."""
    differs: tuple[Result, ...] = ()
    """What was read contradicts what was planned, and nobody answers for it: in every environment that was read, on a card or not."""

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

    def has_changed(self, card: Card) -> bool:
        """Whether it stands elsewhere than in the base; what the base did not have has."""
        was = self.was(card)
        return was is None or (was.reached, was.good, was.asked) != (card.reached, *card.score(self.wants(card)))

    @property
    def is_good(self) -> bool:
        """Whether nobody is short, and what stands there is what was planned."""
        return not self.short and not self.differs and not (self.looked and self.looked.gone)

    def read_back(self, said: ReadBack) -> tuple[Result, ...]:
        """The verdicts on the cards of which what stands there says so."""
        return tuple(result for card in self.cards for result in card.results if result.read_back == said)


def before(cards: Sequence[Card], level: Maturity | None) -> tuple[tuple[str, Was], ...]:
    """What the cards of a base say, for a later report."""
    scores = ((card, card.score(level or card.wants)) for card in cards)
    return tuple((card.title, Was(reached=card.reached, good=good, asked=asked)) for card, (good, asked) in scores)
