"""What really was wrong, as people wrote it down: from when to when, and which services."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from estate.alerting.history.track import HistoryError
from estate.catalog.builder import Place
from estate.catalog.mistakes import Mistake, Way, show
from estate.catalog.reader import read_document
from estate.catalog.words import did_you_mean

CSV_EXPECTED = "expected the columns start, end and services (with spaces between them), and name if you like"
YAML_EXPECTED = 'expected a list: - {start: "2026-11-02T10:00:00Z", end: "2026-11-02T10:45:00Z", services: [checkout]}'
KEYS = ("name", "start", "end", "services")
Complain = Callable[[str, str, str | None], None]
"""Key, what is wrong, a hint."""


@dataclass(frozen=True, kw_only=True)
class Incident:
    """Something that people had to know of; seconds since 1970, `end` excluded."""

    name: str
    start: int
    end: int
    services: frozenset[str]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it goes on at some moment from `start` until `end`."""
        return start < self.end and self.start < end


def read_incidents(content: bytes, *, file: str, services: Sequence[str]) -> tuple[Incident, ...]:
    """The incidents of a file, YAML or CSV, the first one first. HistoryError with all that is wrong."""
    mistakes: list[Mistake] = []
    text = content.decode("utf-8-sig", errors="replace")
    first = text.lstrip().partition("\n")[0]
    is_csv = "start" in first and "," in first and not first.startswith(("-", "{", "["))
    read = _csv(text, file, services, mistakes) if is_csv else _yaml(content, file, services, mistakes)
    found = tuple(sorted(read, key=lambda one: (one.start, one.name)))
    if not found and not mistakes:
        mistakes.append(Mistake(file=file, line=1, column=1, text="names no incident", hint=YAML_EXPECTED))
    if mistakes:
        raise HistoryError(mistakes)
    return found


def _yaml(content: bytes, file: str, services: Sequence[str], mistakes: list[Mistake]) -> Iterator[Incident]:
    document = read_document(content, file=file)
    mistakes += document.mistakes
    data: Any = document.data
    way: Way = ()
    if isinstance(data, dict) and set(data) == {"incidents"}:
        data, way = data["incidents"], ("incidents",)
    if not isinstance(data, list):
        if not document.mistakes:
            mistakes.append(Mistake(file=file, line=1, column=1, text=f"{show(data)} is no list of incidents", hint=YAML_EXPECTED))
        return
    places = document.places()
    for index, one in enumerate(data):
        found = _incident(one, services, _complaining(file, (*way, index), places, mistakes))
        if found:
            yield found


def _complaining(file: str, way: Way, places: Mapping[Way, Place], mistakes: list[Mistake]) -> Complain:
    def complain(key: str, text: str, hint: str | None) -> None:
        place = places.get((*way, key)) or places[way]
        line, column = place.value
        mistakes.append(Mistake(file=file, line=line, column=column, path=(*way, key) if key else way, text=text, hint=hint))

    return complain


def _csv(text: str, file: str, services: Sequence[str], mistakes: list[Mistake]) -> Iterator[Incident]:
    reader = csv.DictReader(text.splitlines(), skipinitialspace=True)
    if not {"start", "end", "services"} <= {*(reader.fieldnames or ())}:
        mistakes.append(Mistake(file=file, line=1, column=1, text="lacks a column", hint=CSV_EXPECTED))
        return
    for row in reader:
        line = reader.line_num

        def complain(key: str, text: str, hint: str | None, line: int = line) -> None:
            mistakes.append(Mistake(file=file, line=line, column=1, text=f"{key}: {text}" if key else text, hint=hint))

        cells: dict[str, Any] = {key: value for key, value in row.items() if key in KEYS and value}
        found = _incident({**cells, "services": (row["services"] or "").replace(",", " ").split()}, services, complain)
        if found:
            yield found


def _incident(one: Any, services: Sequence[str], complain: Complain) -> Incident | None:
    if not isinstance(one, dict):
        complain("", f"{show(one)} is no incident", YAML_EXPECTED)
        return None
    wrong = [key for key in one if key not in KEYS]
    for key in wrong:
        complain(key, f"is no key of an incident; expected {', '.join(KEYS)}", did_you_mean(str(key), KEYS))
    start, end = _moment(one, "start", complain), _moment(one, "end", complain)
    named = one.get("services")
    if not isinstance(named, list) or not named:
        complain("services", f"{show(named)} names no service; expected those that were hurt, such as [checkout]", None)
        return None
    unknown = [name for name in named if name not in services]
    for name in unknown:
        complain("services", f"{show(name)} is no service or store", did_you_mean(str(name), services))
    if start is None or end is None or unknown or wrong:
        return None
    if end <= start:
        complain("end", "is not after its start; expected the moment at which it was over", None)
        return None
    return Incident(name=str(one.get("name") or one["start"]), start=start, end=end, services=frozenset(named))


def _moment(one: Mapping[str, Any], key: str, complain: Complain) -> int | None:
    text = one.get(key)
    expected = 'expected ISO 8601 with a zone in quotes, such as "2026-11-02T10:00:00Z"'
    if text is None:
        complain("", f"has no {key}; {expected}", None)
        return None
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        complain(key, f"{show(text)} is no time; {expected}", None)
        return None
    if found.utcoffset() is None:
        complain(key, f"{show(text)} has no zone; {expected}", None)
        return None
    return int(found.timestamp())
