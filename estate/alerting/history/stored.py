"""What was recorded, as each vendor would have stored it: nothing in the minutes in which nothing was measured."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from estate.alerting.history.history import History, Measurable, needed_by, needed_by_monitor
from estate.alerting.series import Events, Series
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing import datadog, newrelic
from estate.alerting.testing.truth import MINUTE, Mask
from estate.alerting.testing.vendors import Vendor

Row = Series | Events


@dataclass(frozen=True, kw_only=True, eq=False)
class _Group:
    """Alerts that look at the same quantities, so that the same minutes are missing for all of them."""

    alerting: Alerting
    heard: Mask


def stored(vendor: Vendor, history: History, found: Measurable, alerting: Alerting) -> list[Row]:
    """The rows of everything that is measured, and of what it is taken to hang on."""
    rows: dict[tuple[object, ...], Row] = {}
    for group in _groups(history, found, alerting):
        made: Sequence[Row]
        made = datadog.series_of(history, group.alerting) if vendor == "datadog" else newrelic.rows_of(history, group.alerting)
        for one in made:
            rows.setdefault(_address(one), _heard(one, group.heard, history))
    return list(rows.values())


def _groups(history: History, found: Measurable, alerting: Alerting) -> Iterator[_Group]:
    assumed = [slo for slo in alerting.slos if slo.name in found.taken_as_good]
    by_service: dict[tuple[str, str], list[SloSpec]] = {}
    for slo in (*found.slos, *assumed):
        alone = slo.objective.sli in ("freshness", "correctness")
        by_service.setdefault((slo.subject.service, slo.name if alone else ""), []).append(slo)
    for (service, _), slos in by_service.items():
        needed = dict.fromkeys(name for slo in slos for name in needed_by(slo))
        yield _Group(alerting=_only(alerting, slos=slos), heard=history.measured(service, *needed))
    for monitor in found.monitors:
        yield _Group(
            alerting=_only(alerting, monitors=(monitor,)), heard=history.measured(monitor.subject.service, needed_by_monitor(monitor))
        )


def _only(alerting: Alerting, *, slos: Iterable[SloSpec] = (), monitors: Iterable[MonitorSpec] = ()) -> Alerting:
    return replace(alerting, slos=tuple(slos), monitors=tuple(monitors))


def _address(row: Row) -> tuple[object, ...]:
    if isinstance(row, Events):
        return ("events", row.type, *sorted((key, str(value)) for key, value in row.attributes.items()))
    return ("series", row.metric, *sorted(row.tags.items()))


def _heard(row: Row, heard: Mask, history: History) -> Row:
    kept = heard[(row.times - history.span.begin) // MINUTE]
    if kept.all():
        return row
    if isinstance(row, Events):
        return replace(row, times=row.times[kept], counts=row.counts[kept])
    weights = row.weights[kept] if row.kind == "distribution" else row.weights
    return replace(row, times=row.times[kept], values=row.values[kept], weights=weights)
