"""What is used, from a CSV that somebody exported: every mistake in it is told at once, with its line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from estate.catalog.mistakes import show
from estate.cost.sizes import Use
from estate.cost.wording import counted
from estate.errors import InputError

COLUMNS = ("environment", "name", "cpu_p95_percent", "memory_p95_percent")
LARGEST_FILE = 8 * 1024 * 1024  # bytes; 100,000 rows have less
MOST_MISTAKES = 50
PERCENTAGE = re.compile(r"[0-9]{1,3}(\.[0-9]{1,6})?", re.ASCII)


class UtilisationError(InputError):
    """The file cannot be used; the text has a line for each mistake."""


@dataclass(frozen=True, kw_only=True)
class Utilised:
    """What a service or store uses in an environment; `line` of the file says it."""

    environment: str
    name: str
    use: Use
    line: int


def read_utilisation(content: bytes, file: str) -> tuple[Utilised, ...]:
    """The rows of a CSV with the columns of `COLUMNS`. UtilisationError with every mistake in it."""
    if len(content) > LARGEST_FILE:
        raise UtilisationError(f"{file} is larger than {LARGEST_FILE:,} bytes; expected a row for each service and store")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UtilisationError(f"{file}:{line}  byte 0x{content[error.start]:02x} is no UTF-8; export it as UTF-8") from None
    rows: list[Utilised] = []
    mistakes: list[str] = []
    for line, found in _rows(text):
        if isinstance(found, str):
            mistakes.append(f"{file}:{line}  {found}")
        else:
            rows.append(found)
    mistakes += [f"{file}:{row.line}  {show(row.name)} in {show(row.environment)} stands here twice" for row in _repeated(rows)]
    if not rows and not mistakes:
        mistakes.append(f"{file}:1  no row; expected {','.join(COLUMNS)} and a row for each service or store")
    if mistakes:
        left_out = f"\n... and {len(mistakes) - MOST_MISTAKES:,} more" if len(mistakes) > MOST_MISTAKES else ""
        raise UtilisationError("\n".join(mistakes[:MOST_MISTAKES]) + left_out)
    return tuple(rows)


def _rows(text: str) -> Iterator[tuple[int, Utilised | str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        if sorted(header) != sorted(COLUMNS):
            yield 1, f"columns {', '.join(show(name) for name in header) or 'are missing'}; expected {','.join(COLUMNS)}"
            return
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(header, cells, reader.line_num)
    except csv.Error as error:
        yield reader.line_num, f"is no CSV here: {error}"


def _row(header: list[str], cells: list[str], line: int) -> Utilised | str:
    if len(cells) != len(header):
        return f"has {counted(len(cells), 'cell')}; expected {len(header)}"
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
    empty = [name for name in COLUMNS if not row[name]]
    if empty:
        return f"{', '.join(empty)} is empty; leave the row out where nothing was measured"
    wrong = [
        f"{name}: {show(row[name])} is no percentage; expected 0 to 100, such as 12.5"
        for name in COLUMNS[2:]
        if _percent(row[name]) is None
    ]
    if wrong:
        return "; ".join(wrong)
    cpu, memory = (_percent(row[name]) or Decimal(0) for name in COLUMNS[2:])
    return Utilised(environment=row["environment"], name=row["name"], use=Use(cpu_percent=cpu, memory_percent=memory), line=line)


def _percent(text: str) -> Decimal | None:
    value = Decimal(text) if PERCENTAGE.fullmatch(text) else None
    return value if value is not None and value <= 100 else None


def _repeated(rows: list[Utilised]) -> Iterator[Utilised]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.environment, row.name) in seen:
            yield row
        seen.add((row.environment, row.name))
