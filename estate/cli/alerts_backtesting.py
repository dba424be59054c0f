"""What `estate alerts backtest` does and says."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.alerting.history.backtest import AtVendor, Backtest
from estate.alerting.history.history import History, Span, history_of
from estate.alerting.history.incidents import Incident, read_incidents
from estate.alerting.history.quantities import Understood, understand
from estate.alerting.history.reading import File, read_files
from estate.alerting.history.scoring import Score
from estate.alerting.history.track import Track, moment
from estate.alerting.spec import Alerting
from estate.alerting.testing.vendors import TITLES, Vendor
from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import shorten, show
from estate.catalog.words import did_you_mean
from estate.cli.alerts_environment import known_environment
from estate.cli.alerts_testing import bench_of
from estate.cli.folding import folded
from estate.cli.input_file import read_input
from estate.errors import InputError

JSON_VERSION = 1
NAME = 33
SHOWN = 5
"""Series of somebody else that are named; the JSON has all."""
COLUMNS = ("a week", "true", "found", "median", "worst", "false")
WIDTHS = (7, 6, 8, 8, 8, 7)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which data, and of which environment."""

    series: tuple[Path, ...]
    incidents: Path | None
    gaps: bool
    environment: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Session:
    """Everything that trying monitors on recorded data needs."""

    catalog: Catalog
    backtest: Backtest
    understood: Understood
    vendors: tuple[Vendor, ...]


def prepare(root: Path, asked: Asked, *, services: Sequence[str] = (), vendor: Vendor | None = None) -> Session:
    """Read everything, then plan. InputError for what cannot be read or is not known, before anything is planned."""
    catalog = load_catalog(root / "catalog")
    environment = known_environment(catalog, asked.environment)
    alerting = watch(catalog, environment)
    subjects = _subjects(alerting)
    for name in services:
        if name not in subjects:
            hint = did_you_mean(name, subjects) or f"known are {', '.join(subjects)}"
            raise InputError(f"{show(name)} is nothing that is watched in {environment.name}\n    {hint}")
    understood, history = _read(asked, alerting)
    incidents = _incidents(asked.incidents, subjects)
    bench = bench_of(root, catalog, environment.name)
    found = Backtest(bench=bench, history=history, incidents=incidents, services=tuple(services))
    return Session(catalog=catalog, backtest=found, understood=understood, vendors=_vendors(catalog, found, vendor))


def _subjects(alerting: Alerting) -> tuple[str, ...]:
    return tuple(sorted({one.subject.service for one in (*alerting.slos, *alerting.monitors)}))


def _read(asked: Asked, alerting: Alerting) -> tuple[Understood, History]:
    files = [File(name=shorten(str(path), 200), content=read_input(path)) for path in asked.series]
    understood = understand(read_files(files, gaps=asked.gaps), alerting)
    return understood, history_of(understood.meant)


def _incidents(path: Path | None, services: Sequence[str]) -> tuple[Incident, ...] | None:
    return read_incidents(read_input(path), file=shorten(str(path), 200), services=services) if path else None


def _vendors(catalog: Catalog, found: Backtest, vendor: Vendor | None) -> tuple[Vendor, ...]:
    asked = [one for one in TITLES if (vendor or one) == one and one in catalog.organisation.vendors]
    there = tuple(one for one in asked if found.bench.monitors(one))
    if not there:
        raise InputError(f"{TITLES[vendor] if vendor else 'No vendor'} has nothing planned in {found.bench.alerting.environment}")
    return there


def run(session: Session) -> Mapping[Vendor, AtVendor]:
    """Every vendor's monitors over the data."""
    return {vendor: session.backtest.run(vendor) for vendor in session.vendors}


def as_text(session: Session, found: Mapping[Vendor, AtVendor]) -> Iterator[Text]:
    """For people: the numbers first, then what nobody can speak for."""
    backtest = session.backtest
    span = backtest.history.span
    environment = backtest.bench.alerting.environment
    yield Text(f"{lasting(span)} of {environment}, {moment(span.judged)} to {moment(span.end)}", style="bold")
    yield from data_lines(session)
    yield Text()
    yield Text(f"{'':{NAME + 2}}{''.join(f'{name:>{width}}' for name, width in zip(COLUMNS, WIDTHS, strict=True))}", style="dim")
    for vendor, one in found.items():
        yield Text(f" {TITLES[vendor]}", style="bold")
        for name, scored in one.scores.items():
            yield Text(f"  {name:<{NAME}}{''.join(f'{cell:>{width}}' for cell, width in zip(_cells(scored), WIDTHS, strict=True))}")
    yield Text()
    yield from _legend(backtest)
    for vendor, one in found.items():
        yield from _share(vendor, one)
    yield from _unsaid(session)


def lasting(span: Span) -> str:
    """`2.0 weeks`, `3.0 days`."""
    return f"{span.weeks:.1f} weeks" if span.weeks >= 2 else f"{span.weeks * 7:.1f} days"


def data_lines(session: Session) -> Iterator[Text]:
    """What of the data is no data, and what of it is nobody's here."""
    tracks = [one.track for one in session.understood.meant]
    gaps = [(track, gap) for track in tracks for gap in track.gaps]
    if gaps:
        minutes = sum(gap.seconds for _, gap in gaps) // 60
        track, first = gaps[0]
        line, _ = track.time_place(first.place)
        text = f"{len(gaps)} gaps, {minutes:,} minutes in all, are no data to the monitors; the first before {track.file}:{line}"
        yield from folded(text, style="yellow")
    if session.understood.unused:
        yield from folded(f"not used, of no service here: {_names(session.understood.unused)}", style="yellow")


def _names(tracks: Sequence[Track]) -> str:
    more = f" and {len(tracks) - SHOWN} more" if len(tracks) > SHOWN else ""
    return f"{', '.join(shorten(one.name, 60) for one in tracks[:SHOWN])}{more}"


def _cells(one: Score) -> tuple[str, ...]:
    unit = {"page": "", "ticket": "t", "notify": "m"}.get(one.judged_by, "")
    return (
        f"{one.per_week:.1f}{unit}",
        "-" if one.precision is None else f"{100 * one.precision:.0f} %",
        f"{one.detected} of {one.incidents}" if one.incidents else "-",
        minutes(one.median_detection),
        minutes(one.worst_detection),
        "-" if one.false_minutes is None else f"{one.false_minutes:,.0f} m",
    )


def minutes(seconds: float | None) -> str:
    """`4 m`."""
    return "-" if seconds is None else f"{seconds / 60:.0f} m"


def _legend(backtest: Backtest) -> Iterator[Text]:
    if any(True for one in backtest.judged):
        yield from folded(
            "a week: pages (t: tickets of an alert that pages nobody, m: mails). true: the share of them that overlap an incident of the "
            "service. found: its incidents that were told. median, worst: minutes until then. false: minutes of those that are not true.",
            style="dim",
        )
    if backtest.incidents is None:
        yield from folded("Without --incidents nothing is true or false: what was told is counted, and no more.", style="yellow")
    else:
        span = backtest.history.span
        outside = [one.name for one in backtest.incidents if not one.overlaps(span.judged, span.end)]
        if outside:
            yield from folded(f"outside the data, and counted nowhere: {', '.join(shorten(name, 60) for name in outside)}", style="yellow")


def _share(vendor: Vendor, one: AtVendor) -> Iterator[Text]:
    asked = len(one.simulated) + len(one.not_simulated)
    share = f"{100 * len(one.simulated) / asked:.1f} %" if asked else "none"
    names = f"; not: {', '.join(f'{name} ({why})' for name, why in sorted(one.not_simulated.items()))}" if one.not_simulated else ""
    names += f"; it has none of: {', '.join(one.absent)}" if one.absent else ""
    yield from folded(f"{TITLES[vendor]}: {share} of {asked} monitors on what is in the data simulated (of {one.planned} planned){names}")


def _unsaid(session: Session) -> Iterator[Text]:
    found = session.backtest.found
    asked = session.backtest.services
    missing = [name for name in found.not_in_data if not asked or name.partition(".")[0] in asked]
    touched = {one.quantity.of for one in session.understood.meant}
    mine = [name for name in missing if name.partition(".")[0] in touched]
    if mine:
        yield from folded(f"not in the data, and counted nowhere: {', '.join(mine)}")
    if len(missing) > len(mine):
        yield from folded(f"and {len(missing) - len(mine)} alerts of services of which nothing is in the data")
    if found.taken_as_good:
        services = sorted({name.partition(".")[0] for name in found.taken_as_good})
        yield from folded(f"taken to have been well, as nothing of them is in the data: {', '.join(services)}")


def as_document(session: Session, found: Mapping[Vendor, AtVendor]) -> dict[str, Any]:
    """The documented JSON; times are text in UTC, lengths seconds."""
    backtest = session.backtest
    span = backtest.history.span
    return {
        "version": JSON_VERSION,
        "environment": backtest.bench.alerting.environment,
        "from": moment(span.judged),
        "until": moment(span.end),
        "weeks": round(span.weeks, 4),
        "gaps": [
            {"series": one.track.name, "from": moment(gap.since), "until": moment(gap.until)}
            for one in session.understood.meant
            for gap in one.track.gaps
        ],
        "not_used": [one.name for one in session.understood.unused],
        "not_in_data": list(backtest.found.not_in_data),
        "taken_as_good": list(backtest.found.taken_as_good),
        "vendors": {vendor: _vendor(one) for vendor, one in found.items()},
    }


def _vendor(one: AtVendor) -> dict[str, Any]:
    return {
        "planned": one.planned,
        "simulated": list(one.simulated),
        "not_simulated": dict(one.not_simulated),
        "absent": list(one.absent),
        "alerts": {name: score_document(scored) for name, scored in one.scores.items()},
    }


def score_document(one: Score) -> dict[str, Any]:
    """A score."""
    return {
        "judged_by": one.judged_by,
        "per_week": round(one.per_week, 4),
        "precision": one.precision,
        "recall": one.recall,
        "detected": one.detected,
        "incidents": one.incidents,
        "held_back": one.held_back,
        "median_detection": one.median_detection,
        "worst_detection": one.worst_detection,
        "false_minutes": one.false_minutes,
        "told": [{"from": moment(call.start), "until": moment(call.end)} for call in one.calls],
    }
