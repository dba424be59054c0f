"""A week as one page that needs nothing but itself, to be printed and hung up: no scripts, light and dark, wide and narrow.

The picture is measured in points of its own and scaled by whoever shows it; the template escapes every text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from textwrap import wrap
from typing import Any

import jinja2

from estate.roster.week_view import CellView, RowView, WeekView

WIDTH = 1120
"""Of the picture; on A4 (297 x 210 mm, ISO 216) it leaves 780 for the height."""
LABEL = 180
COLUMN = (WIDTH - LABEL) / 7
PADDING = 7
NAME_SIZE, NOTE_SIZE = 15.0, 10.5
LETTER = 0.64  # of the size: the mean width of a letter in the sans-serif faces of the three systems, with some to spare
HEAD_LINE, NAME_LINE, NOTE_LINE = 20.0, 20.0, 14.0


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text in the picture."""

    x: float
    y: float
    text: str
    kind: str
    size: float = NOTE_SIZE


@dataclass(frozen=True, kw_only=True)
class Box:
    """A rectangle with its lines; `told` is what a reader hears and a pointer shows."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    told: str
    words: tuple[Words, ...]


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The week, laid out."""

    width: float
    height: float
    boxes: tuple[Box, ...]


def render(view: WeekView) -> str:
    """The page's HTML."""
    return _template().render(view=view, picture=picture(view))


def picture(view: WeekView) -> Picture:
    """Boxes below and beside each other: heads, a row for each lane, hand-offs."""
    boxes: list[Box] = []
    y = 0.0
    for row in _rows(view):
        height = max(_height(lines) for lines, _, _ in row)
        x = 0.0
        for place, (lines, kind, told) in enumerate(row):
            width = COLUMN if place else LABEL
            boxes.append(_box(lines, kind, told, x=x, y=y, width=width, height=height))
            x += width
        y += height
    return Picture(width=WIDTH, height=y, boxes=tuple(boxes))


Line = tuple[str, str, float, float]
"""Text, kind, size, height."""
Content = tuple[list[Line], str, str]
"""The lines of a box, its kind, and what is told of it."""


def _rows(view: WeekView) -> Iterator[list[Content]]:
    yield [_head_label(view), *(_head(day.name, day.holidays, weekend=place >= 5) for place, day in enumerate(view.days))]
    for row in view.rows:
        cells = zip(view.days, row.cells, strict=True)
        yield [_label(row), *(_cell(row, cell, day.name, weekend=place >= 5) for place, (day, cell) in enumerate(cells))]
    offs = [([*_notes(day.hand_offs, "note", COLUMN)], "offs", f"{day.name}: {'; '.join(day.hand_offs)}") for day in view.days]
    yield [
        ([("Hand-offs", "strong", 12.0, NAME_LINE), *_notes([f"on the clock of {view.place}"], "soft", LABEL)], "offs", "Hand-offs"),
        *offs,
    ]


def _head_label(view: WeekView) -> Content:
    return [(f"Days of {view.place}", "soft", NOTE_SIZE, HEAD_LINE)], "head", view.title


def _head(name: str, holidays: Sequence[str], *, weekend: bool) -> Content:
    lines = [(name, "strong", NAME_SIZE, HEAD_LINE), *_notes(holidays, "holiday", COLUMN)]
    return lines, "head weekend" if weekend else "head", "; ".join((name, *holidays))


def _label(row: RowView) -> Content:
    title = [(row.lane, "strong", _fitting(row.lane, LABEL), NAME_LINE)]
    notes = [*_notes([row.roster], "soft", LABEL), *_notes(row.hours, "note", LABEL), *_notes([row.handover], "note", LABEL)]
    return title + notes, "label", f"{row.roster} {row.lane}: {', '.join(row.hours)}"


def _cell(row: RowView, cell: CellView, day: str, *, weekend: bool) -> Content:
    people = [(person, "name", _fitting(person, COLUMN), NAME_LINE) for person in cell.people] or [("-", "soft", NAME_SIZE, NAME_LINE)]
    lines = [*people, *_notes(cell.notes, "changed", COLUMN), *_notes(cell.planned, "planned", COLUMN)]
    told = f"{day}, {row.roster} {row.lane}: {', '.join((*cell.people, *cell.notes, *cell.planned)) or 'nobody'}"
    return lines, "cell weekend" if weekend else "cell", told


def _notes(texts: Sequence[str], kind: str, width: float) -> Iterator[Line]:
    """Small lines, broken where the box ends."""
    letters = int((width - 2 * PADDING) / (NOTE_SIZE * LETTER))
    for text in texts:
        yield from ((line, kind, NOTE_SIZE, NOTE_LINE) for line in wrap(text, letters))


def _fitting(text: str, width: float) -> float:
    """The size in which a name fits on its line."""
    return round(min(NAME_SIZE, (width - 2 * PADDING) / (len(text) * LETTER)), 1)


def _height(lines: Sequence[Line]) -> float:
    return sum(height for *_, height in lines) + 2 * PADDING


def _box(lines: Sequence[Line], kind: str, told: str, *, x: float, y: float, width: float, height: float) -> Box:
    words: list[Words] = []
    baseline = y + PADDING
    for text, word_kind, size, line_height in lines:
        baseline += line_height
        words.append(Words(x=round(x + PADDING, 1), y=round(baseline - line_height * 0.28, 1), text=text, kind=word_kind, size=size))
    return Box(x=round(x, 1), y=round(y, 1), width=round(width, 1), height=round(height, 1), kind=kind, told=told, words=tuple(words))


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("estate.roster", ".")
    settings: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, **settings).get_template(
        "week_page.html.j2"
    )
