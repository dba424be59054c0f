"""Recorded data as CSV: a column of times and one for each series, or rows of time, metric, tags and value.

A first line `# step: 1m` claims that the points follow each other by so much; then they must.
"""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from estate.alerting.history.clock import Clock, TimeError
from estate.alerting.history.gathering import Gathering, Points
from estate.alerting.history.naming import split_name, split_tags
from estate.alerting.history.track import Track
from estate.catalog.fact import parse_duration
from estate.catalog.mistakes import Mistake, show

TIME_COLUMNS = ("time", "timestamp")
LONG = frozenset({"metric", "value"})
CLAIM = re.compile(r"#\s*step:\s*(\S+)\s*")
EXPECTED = "expected a first column called time, then one for each series; or time, metric, tags, value"
Row = tuple[int, list[str]]
"""Its line, and its cells."""


@dataclass(kw_only=True)
class CsvReading:
    """One file while it is read; `mistakes` has what is wrong with how it is written."""

    file: str
    lines: Sequence[str]
    mistakes: list[Mistake] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    claimed: int | None = None

    def tracks(self) -> list[Track]:
        """Every series of the file."""
        rows = self._rows(self._comments())
        found = next(rows, None)
        if found is None:
            if not self.mistakes:
                self._note(1, 1, "holds nothing", EXPECTED)
            return []
        line, names = found[0], [cell.strip() for cell in found[1]]
        if names[0].lower() not in TIME_COLUMNS:
            self._note(line, 1, f"the first column is called {show(names[0])}; {EXPECTED}")
            return []
        lower = [name.lower() for name in names]
        gathering = self._long(rows, lower) if {*lower} >= LONG else self._wide(rows, line, names)
        if not any(points.times for points in gathering.found.values()):
            if not self.mistakes:
                self._note(line, 1, "has no points under its names; expected a row for each time")
            return []
        return list(gathering.tracks(self._cell_place, claimed=self.claimed))

    def _comments(self) -> int:
        """Reads what stands before the header; the index of the first line after it."""
        place = 0
        while place < len(self.lines) and self.lines[place].startswith("#"):
            if found := CLAIM.fullmatch(self.lines[place]):
                self._claim(place + 1, found[1])
            place += 1
        return place

    def _claim(self, line: int, text: str) -> None:
        try:
            self.claimed = parse_duration(text) // timedelta(seconds=1)
        except ValueError as error:
            self._note(line, 1, str(error))
        if self.claimed is not None and self.claimed < 1:
            self._note(line, 1, f"claims a step of {text}; expected a second or more")
            self.claimed = None

    def _rows(self, first: int) -> Iterator[Row]:
        """Rows that are not empty; after a row that is no CSV there is none."""
        reader = csv.reader(self.lines[first:], strict=True)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._note(first + reader.line_num, 1, f"is no CSV from here on: {error}", "is the file cut off? Export it again")
                return
            if row:
                yield first + reader.line_num, row

    def _wide(self, rows: Iterator[Row], head: int, names: Sequence[str]) -> Gathering:
        gathering = Gathering(file=self.file)
        columns = [self._column(gathering, head, cell, name) for cell, name in enumerate(names[1:], start=1)]
        if not columns:
            self._note(head, 1, "has no column beside the times", EXPECTED)
        for line, row in rows:
            time = self._time(line, row, len(names))
            if time is None:
                continue
            for cell, (points, text) in enumerate(zip(columns, row[1:], strict=True), start=1):
                # An empty cell is a point that was not measured.
                if points is not None and text and (value := self._value(line, cell, text)) is not None:
                    points.add(time, value, line)
        return gathering

    def _column(self, gathering: Gathering, line: int, cell: int, text: str) -> Points | None:
        place = self._cell_place(line, cell)
        try:
            metric, tags = split_name(text)
        except ValueError as error:
            self._note(*place, str(error))
            return None
        points = gathering.points(metric, tags, head=place, cell=cell)
        if points.head != place:
            self._note(*place, f"{text} has two columns; expected one, or tags that tell them apart")
            return None
        return points

    def _long(self, rows: Iterator[Row], names: Sequence[str]) -> Gathering:
        gathering = Gathering(file=self.file)
        metric, value = names.index("metric"), names.index("value")
        tags = names.index("tags") if "tags" in names else None
        series: dict[tuple[str, str], Points | None] = {}
        for line, row in rows:
            time = self._time(line, row, len(names))
            if time is None:
                continue
            key = (row[metric], row[tags] if tags is not None else "")
            if key not in series:
                series[key] = self._series(gathering, line, metric, value, *key)
            points = series[key]
            if points is not None and (number := self._value(line, value, row[value])) is not None:
                points.add(time, number, line)
        return gathering

    def _series(self, gathering: Gathering, line: int, cell: int, value: int, name: str, tags: str) -> Points | None:
        place = self._cell_place(line, cell)
        try:
            metric, own = split_name(name)
            more: Mapping[str, str] = split_tags(tags)
        except ValueError as error:
            self._note(*place, str(error))
            return None
        return gathering.points(metric, {**own, **more}, head=place, cell=value)

    def _time(self, line: int, row: Sequence[str], cells: int) -> int | None:
        if len(row) != cells:
            hint = "is the file cut off? Export it again" if line == len(self.lines) else None
            self._note(line, 1, f"has {len(row)} of the {cells} cells that the header names", hint)
            return None
        try:
            return self.clock.read(row[0].strip())
        except TimeError as error:
            self._note(line, 1, str(error), error.hint)
            return None

    def _value(self, line: int, cell: int, text: str) -> float | None:
        try:
            return float(text)
        except ValueError:
            hint = "leave the cell empty where nothing was measured" if not text.strip() or text.strip().isalpha() else None
            self._note(*self._cell_place(line, cell), f"{show(text)} is no number", hint)
            return None

    def _cell_place(self, line: int, cell: int) -> tuple[int, int]:
        """The column of a cell: behind so many commas that stand in no quotes."""
        quoted, left = False, cell
        text = self.lines[line - 1]
        for place, letter in enumerate(text):
            if left == 0:
                return line, place + 1
            quoted ^= letter == '"'
            left -= letter == "," and not quoted
        return line, len(text) + 1 if left == 0 else 1

    def _note(self, line: int, column: int, text: str, hint: str | None = None) -> None:
        self.mistakes.append(Mistake(file=self.file, line=line, column=column, text=text, hint=hint))
