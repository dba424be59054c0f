"""Points that a reader finds one by one, put together by series."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from estate.alerting.history.track import Place, Track

CellPlace = Callable[[int, int], tuple[int, int]]
"""Line and column of a cell of a row."""
Name = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(kw_only=True)
class Points:
    """A series while it is read; `rows` say where each point stands, as its reader counts."""

    head: tuple[int, int]
    cell: int = 0
    """Which cell of a row has the value."""
    times: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    def add(self, time: int, value: float, row: int) -> None:
        """One more point."""
        self.times.append(time)
        self.values.append(value)
        self.rows.append(row)


@dataclass(kw_only=True)
class Gathering:
    """The series of one file."""

    file: str
    found: dict[Name, Points] = field(default_factory=dict)

    def points(self, metric: str, tags: Mapping[str, str], *, head: tuple[int, int], cell: int = 0) -> Points:
        """The points of a series, those that are there already or none."""
        return self.found.setdefault((metric, tuple(sorted(tags.items()))), Points(head=head, cell=cell))

    def tracks(self, cell_place: CellPlace, *, time_cell: int = 0, claimed: int | None = None) -> Iterator[Track]:
        """Every series."""
        for (metric, tags), points in self.found.items():
            yield Track(
                metric=metric,
                tags=dict(tags),
                times=np.array(points.times, dtype=np.int64),
                values=np.array(points.values, dtype=np.float64),
                file=self.file,
                head=points.head,
                time_place=_of_point(points.rows, cell_place, time_cell),
                value_place=_of_point(points.rows, cell_place, points.cell),
                claimed=claimed,
            )


def _of_point(rows: list[int], cell_place: CellPlace, cell: int) -> Place:
    return lambda point: cell_place(rows[point], cell)
