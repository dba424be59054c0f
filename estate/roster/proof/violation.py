"""What the prover says of a roster that does not hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from estate.catalog.roster import format_instant


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One invariant that does not hold: where, when, for whom, with the numbers, and the rule that says so."""

    invariant: int
    roster: str
    at: datetime | None = None
    """In UTC; None where it is about the whole lock."""
    who: str | None = None
    text: str
    source: str | None = None
    """The law, the contract or the agreement behind the rule."""

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """By roster, invariant, instant, person."""
        return self.roster, self.invariant, format_instant(self.at) if self.at else "", self.who or "", self.text


def span(length: timedelta) -> str:
    """Hours and minutes, as people say them: 8h45m, 11h, 45m; the seconds where there are some."""
    minutes, seconds = divmod(abs(length) // timedelta(seconds=1), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    text = "".join(f"{number}{unit}" for number, unit in parts if number) or "0m"
    return f"-{text}" if length < timedelta(0) else text
