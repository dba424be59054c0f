"""Files of recorded data, read: every series in them, or every mistake at once."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from estate.alerting.history.csv_text import CsvReading
from estate.alerting.history.json_text import LinesReading, range_tracks
from estate.alerting.history.track import HistoryError, Track, gap_mistakes, mistakes
from estate.catalog.mistakes import Mistake, shorten
from estate.errors import InputError
from estate.roster.json_text import LARGEST_FILE

PLACE = re.compile(r":(\d+):(\d+) ")
FORMATS = "expected CSV, a line of JSON for each point, or an answer of Prometheus to a range query"


@dataclass(frozen=True, kw_only=True)
class File:
    """A file as somebody named it."""

    name: str
    content: bytes


def read_files(files: Iterable[File], *, gaps: bool) -> tuple[Track, ...]:
    """Every series of all files; with `gaps`, missing points are no mistake. HistoryError with all that is wrong."""
    tracks: list[Track] = []
    found: list[Mistake] = []
    for file in files:
        read, odd = _read(file)
        tracks += read
        # A series without a point is none where its rows could not be read.
        odd = [*odd, *(mistake for track in read if track.times.size or not odd for mistake in mistakes(track))]
        # In a file that has other mistakes, a gap may be one of them.
        found += odd or ([] if gaps else [mistake for track in read for mistake in gap_mistakes(track)])
    found += _twice(tracks)
    if found:
        raise HistoryError(found)
    return tuple(tracks)


def _read(file: File) -> tuple[Sequence[Track], Sequence[Mistake]]:
    name = shorten(file.name, 200)
    if len(file.content) > LARGEST_FILE:
        return (), [Mistake(file=name, text=f"is larger than {LARGEST_FILE:,} bytes", hint="split it by time or by series")]
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.content[: error.start].count(b"\n") + 1
        return (), [Mistake(file=name, line=line, column=1, text=f"byte {error.start} is no UTF-8; {FORMATS}")]
    if not text.strip():
        return (), [Mistake(file=name, line=1, column=1, text=f"is empty; {FORMATS}")]
    if not text.lstrip().startswith("{"):
        reading = CsvReading(file=name, lines=text.splitlines())
        return reading.tracks(), reading.mistakes
    return _json(text, name)


def _json(text: str, name: str) -> tuple[Sequence[Track], Sequence[Mistake]]:
    first, _, rest = text.strip().partition("\n")
    if first.rstrip().endswith("}") and '"metric"' in first and '"data"' not in first and (not rest or rest.lstrip().startswith("{")):
        lines = LinesReading(file=name, lines=text.splitlines())
        return lines.tracks(), lines.mistakes
    try:
        return range_tracks(text.encode(), file=name), ()
    except InputError as error:
        return (), [_mistake(str(error).removeprefix(name), name)]


def _mistake(text: str, name: str) -> Mistake:
    """What a reader of JSON says, as one of several mistakes."""
    found = PLACE.match(text)
    if found is None:
        return Mistake(file=name, text=text.strip())
    return Mistake(file=name, line=int(found[1]), column=int(found[2]), text=text[found.end() :])


def _twice(tracks: Sequence[Track]) -> Iterable[Mistake]:
    """A series that two files have is one too many: nobody knows which is right."""
    seen: dict[str, Track] = {}
    for one in tracks:
        other = seen.setdefault(one.name, one)
        if other is not one:
            yield one.mistake(one.head, f"{one.name} stands in {other.file} too; expected each series once")
