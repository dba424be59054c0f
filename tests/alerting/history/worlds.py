"""Recorded days of the service payment, and planned monitors small enough to follow by hand."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from estate.alerting.history.backtest import Backtest
from estate.alerting.history.history import History, history_of
from estate.alerting.history.incidents import Incident
from estate.alerting.history.quantities import understand
from estate.alerting.history.reading import File, read_files
from estate.alerting.history.track import Track
from estate.alerting.testing.run import Bench
from tests.alerting.testing.worlds import PLACES, Monitor, alerting, catalog

MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)
Curve = Callable[[int], float]


def at(minute: int) -> int:
    """The minute of the recording, in seconds since 1970."""
    return int((MIDNIGHT + timedelta(minutes=minute)).timestamp())


def written(minute: int) -> str:
    return (MIDNIGHT + timedelta(minutes=minute)).strftime("%Y-%m-%dT%H:%M:%SZ")


def csv_of(columns: Mapping[str, Curve], *, minutes: int, step: int = 1, without: Sequence[int] = ()) -> bytes:
    """A recording in columns; the minutes `without` are missing."""
    rows = [",".join(["time", *columns])]
    rows += [
        ",".join([written(minute), *(f"{curve(minute):g}" for curve in columns.values())])
        for minute in range(0, minutes, step)
        if minute not in without
    ]
    return ("\n".join(rows) + "\n").encode()


def tracks_of(content: bytes | str, *, gaps: bool = False, file: str = "data.csv") -> tuple[Track, ...]:
    text = content if isinstance(content, bytes) else content.encode()
    return read_files([File(name=file, content=text)], gaps=gaps)


def history(content: bytes, *, gaps: bool = False) -> History:
    return history_of(understand(tracks_of(content, gaps=gaps), alerting()).meant)


def bench(*monitors: Monitor) -> Bench:
    return Bench(catalog=catalog(), alerting=alerting(), planned=(*monitors, *PLACES))


def backtest(content: bytes, *monitors: Monitor, incidents: Sequence[Incident] | None = None, gaps: bool = False) -> Backtest:
    found = None if incidents is None else tuple(incidents)
    return Backtest(bench=bench(*monitors), history=history(content, gaps=gaps), incidents=found)


def incident(start: int, end: int, *services: str, name: str = "outage") -> Incident:
    """From a minute until another."""
    return Incident(name=name, start=at(start), end=at(end), services=frozenset(services or ("payment",)))
