"""Times as files have them: ISO 8601 with a zone, or seconds (or milliseconds) since 1970; one way, and one zone, in a file."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from estate.catalog.mistakes import show

MILLISECONDS_FROM = 10**11
"""A number from here on counts milliseconds: as seconds it would be the year 5138."""
LATEST = 4_102_444_800
"""Seconds since 1970: the year 2100."""
EXPECTED = "expected ISO 8601 with a zone, such as 2026-11-02T10:05:00Z, or seconds since 1970"


class TimeError(ValueError):
    """Text that says no moment; the text of the error says why and what to do."""

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.hint = hint


@dataclass(kw_only=True)
class Clock:
    """Reads the times of one file, and remembers how the first one was written."""

    zone: timedelta | None = None
    written: str | None = None
    told: set[str] = field(default_factory=set)

    def read(self, text: str) -> int:
        """Seconds since 1970. TimeError for what is no moment, or is written in another zone than the ones before it."""
        number = _number(text)
        if number is not None:
            return self._same(number, "seconds since 1970", None)
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            raise TimeError(f"{show(text)} is no time; {EXPECTED}") from None
        offset = found.utcoffset()
        if offset is None:
            raise TimeError(f"{show(text)} has no zone; {EXPECTED}", "a clock time without a zone is another moment in each country")
        return self._same(int(found.timestamp()), _words(offset), offset)

    def _same(self, time: int, words: str, offset: timedelta | None) -> int:
        if self.written is None:
            self.written, self.zone = words, offset
        if words != self.written and words not in self.told:
            self.told.add(words)
            raise TimeError(
                f"this time is in {words}, those before it in {self.written}; expected one zone in a file", "write all of them in UTC"
            )
        return time


def _number(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    seconds = number / 1000 if number >= MILLISECONDS_FROM else number
    if not 0 <= seconds <= LATEST:
        raise TimeError(f"{show(text)} is no moment of this century; {EXPECTED}")
    return int(seconds)


def _words(offset: timedelta) -> str:
    if not offset:
        return "UTC"
    minutes = offset // timedelta(minutes=1)
    return f"UTC{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
