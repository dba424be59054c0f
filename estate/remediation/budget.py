"""How much is written down of what is refused: a storm of forgeries must not fill the disk that the queue needs."""

from collections import Counter
from datetime import datetime, timedelta

PER = timedelta(minutes=1)
LINES = 60
"""A minute; a person reads no more, and the rest is counted."""


class Budget:
    """Lines of one kind are allowed until they are too many within a minute; those left out are counted."""

    def __init__(self) -> None:
        self._begins: datetime | None = None
        self._used = 0
        self._left_out: Counter[str] = Counter()

    def allows(self, what: str, *, now: datetime) -> bool:
        """Whether this one is written down; when not, it is counted."""
        if self._begins is None or now - self._begins >= PER:
            self._begins, self._used = now, 0
        self._used += 1
        if self._used <= LINES:
            return True
        self._left_out[what] += 1
        return False

    def left_out(self, *, now: datetime) -> dict[str, int]:
        """What was only counted, once its minute is over; counting begins again."""
        if not self._left_out or self._begins is None or now - self._begins < PER:
            return {}
        counted, self._left_out = dict(self._left_out), Counter()
        return counted
