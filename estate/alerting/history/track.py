"""One recorded series, as it stands in a file, and what no monitor could read in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from estate.alerting.series import Times, Values
from estate.catalog.fact import format_duration
from estate.catalog.mistakes import Mistake, count
from estate.errors import InputError

MOST_OF_ONE_KIND = 3
"""Places of one kind of mistake that are named for each series; the others are counted."""
MOST_MISTAKES = 40
SLACK = 1.5
"""A step that is longer than the usual one by more than this leaves a gap: collectors are late by less."""

Places = NDArray[np.int64]
Place = Callable[[int], tuple[int, int]]
"""Line and column, from 1, of a point."""


class HistoryError(InputError):
    """Recorded data that cannot be used; all mistakes in it at once."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda one: one.order))
        more = [f"and {len(self.mistakes) - MOST_MISTAKES:,} more"] if len(self.mistakes) > MOST_MISTAKES else []
        super().__init__("\n".join([*map(str, self.mistakes[:MOST_MISTAKES]), *more, "", count(self.mistakes)]))


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A time in which nothing was recorded: to a monitor, no data. Seconds since 1970; `until` is the next point."""

    since: int
    until: int
    place: int
    """Of the first point after it."""

    @property
    def seconds(self) -> int:
        """How long."""
        return self.until - self.since


@dataclass(frozen=True, kw_only=True, eq=False)
class Track:
    """Points of one metric with one set of tags, in the order of the file. NaN and infinity are as they were written."""

    metric: str
    tags: Mapping[str, str]
    times: Times
    """Seconds since 1970 (UTC)."""
    values: Values
    file: str
    head: tuple[int, int]
    """Where its name stands: line and column."""
    time_place: Place
    value_place: Place
    claimed: int | None = None
    """The step in seconds that the file says of itself."""

    @property
    def name(self) -> str:
        """`checkout.requests`, or with tags `up{job:api}`."""
        tags = ",".join(f"{key}:{value}" for key, value in sorted(self.tags.items()))
        return f"{self.metric}{{{tags}}}" if tags else self.metric

    @cached_property
    def step(self) -> int:
        """Seconds from one point to the next: what the file says, else their median; a single point stands for a minute."""
        if self.claimed:
            return self.claimed
        steps = np.diff(self.times)
        return max(int(np.median(steps)), 1) if steps.size else 60

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Where points are missing."""
        after = np.flatnonzero(np.diff(self.times) > self.step * SLACK) + 1
        return tuple(Gap(since=int(self.times[one - 1]) + self.step, until=int(self.times[one]), place=int(one)) for one in after)

    @property
    def end(self) -> int:
        """When the last point's step ends."""
        return int(self.times[-1]) + self.step

    def mistake(self, place: tuple[int, int], text: str, hint: str | None = None) -> Mistake:
        """A mistake in this file."""
        return Mistake(file=self.file, line=place[0], column=place[1], text=text, hint=hint)


def mistakes(track: Track) -> Iterator[Mistake]:
    """Everything in a series that no monitor could read; gaps are another matter."""
    if not track.times.size:
        yield track.mistake(track.head, f"{track.name} has no point; expected at least one")
        return
    steps = np.diff(track.times)
    wrong = np.flatnonzero(~np.isfinite(track.values))
    values = (f"{track.name} is {track.values[one]} at {moment(track.times[one])}; expected a number" for one in wrong)
    yield from _few(track, wrong, track.value_place, values, "leave out what was not measured: a missing point is no data")
    back = np.flatnonzero(steps < 0) + 1
    orders = (
        f"{track.name}: {moment(track.times[one])} stands after {moment(track.times[one - 1])}; expected times that ascend" for one in back
    )
    yield from _few(track, back, track.time_place, orders, "sort the file by time")
    same = np.flatnonzero(steps == 0) + 1
    twice = (f"{track.name}: {moment(track.times[one])} stands here twice; expected one value" for one in same)
    yield from _few(track, same, track.time_place, twice, "keep one of them, or tell the series apart by a tag")
    if track.claimed and not back.size and not same.size:
        yield from _broken_claim(track, track.claimed)


def gap_mistakes(track: Track) -> Iterator[Mistake]:
    """Gaps as mistakes, for whoever did not say that they may be there."""
    if track.claimed:
        return
    places = np.array([gap.place for gap in track.gaps], dtype=np.int64)
    texts = (f"{track.name} has a gap of {length(gap.seconds)} from {moment(gap.since)}" for gap in track.gaps)
    hint = "to a monitor that is no data; say --gaps to take it for that, or record what is missing"
    yield from _few(track, places, track.time_place, texts, hint)


def _broken_claim(track: Track, claimed: int) -> Iterator[Mistake]:
    broken = np.flatnonzero(np.diff(track.times) != claimed) + 1
    texts = (
        f"{track.name}: {moment(track.times[one])} is {length(int(track.times[one] - track.times[one - 1]))} after the point before it; "
        f"the file claims a step of {length(claimed)}"
        for one in broken
    )
    yield from _few(track, broken, track.time_place, texts, "mend the data, or take the claim out")


def _few(track: Track, places: Places, where: Place, texts: Iterator[str], hint: str) -> Iterator[Mistake]:
    shown = places[:MOST_OF_ONE_KIND].tolist()
    more = len(places) - len(shown)
    for one, text in zip(shown, texts, strict=False):
        rest = f" (and {more:,} more like it)" if more and one == shown[-1] else ""
        yield track.mistake(where(one), f"{text}{rest}", hint)


def moment(time: int) -> str:
    """`2026-11-02T10:05Z`; seconds where there are some."""
    at = datetime.fromtimestamp(int(time), UTC)
    return at.strftime("%Y-%m-%dT%H:%MZ" if at.second == 0 else "%Y-%m-%dT%H:%M:%SZ")


def length(seconds: int) -> str:
    """`90s`, `2m`."""
    return format_duration(timedelta(seconds=seconds))
