"""Alerts of the past, as the tools that told people of them export them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from estate.catalog.mistakes import show
from estate.errors import InputError
from estate.roster.json_text import complaints, read_json

Tool = Literal["pagerduty", "opsgenie", "datadog"]
TITLES: Mapping[Tool, str] = {"pagerduty": "PagerDuty", "opsgenie": "Opsgenie", "datadog": "Datadog"}
EXPECTED: Mapping[Tool, str] = {
    "pagerduty": "an export of PagerDuty's incidents (GET /incidents: incidents[])",
    "opsgenie": "an export of Opsgenie's alerts (GET /v2/alerts: data[])",
    "datadog": "an export of Datadog's events (GET /api/v2/events: data[])",
}
NOBODY = frozenset({"", "system", "policy", "alert api"})
"""Who closes an alert of Opsgenie where no person does."""
OVER = frozenset({"alert recovery", "warning recovery", "no data recovery"})
MILLISECONDS = 1000


@dataclass(frozen=True, kw_only=True)
class PastAlert:
    """One problem of which somebody was told; seconds since 1970."""

    name: str
    start: int
    end: int | None
    """None while it is open, or where the export does not say."""
    actioned: bool | None
    """Whether a person did anything with it; None where the export cannot say."""


@dataclass(frozen=True, kw_only=True)
class Export:
    """What a file holds."""

    tool: Tool
    alerts: tuple[PastAlert, ...]
    """In the order of time."""
    is_part: bool
    """Whether the tool has more than this file."""
    left_out: int
    """Entries that are no alerts: other events."""


class Part(BaseModel):
    """A part of an export."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Reference(Part):
    """Who or what."""

    type: str = ""


class PagerDutyIncident(Part):
    """An incident. Who acknowledged a resolved one stands nowhere in it, only who changed its state last (REST API, incidents)."""

    id: str
    title: str = ""
    status: Literal["triggered", "acknowledged", "resolved"]
    created: Annotated[AwareDatetime, Field(alias="created_at")]
    resolved: Annotated[AwareDatetime | None, Field(alias="resolved_at")] = None
    changed: Annotated[AwareDatetime | None, Field(alias="last_status_change_at")] = None
    changed_by: Annotated[Reference | None, Field(alias="last_status_change_by")] = None
    acknowledgements: tuple[Any, ...] = ()

    def past(self) -> PastAlert:
        """As one of the past."""
        over = (self.resolved or self.changed) if self.status == "resolved" else None
        by = self.changed_by.type.removesuffix("_reference") if self.changed_by else ""
        actioned = self.status == "acknowledged" or bool(self.acknowledgements) or by == "user"
        known = actioned or self.status == "triggered" or bool(by)
        return PastAlert(name=self.title or self.id, start=_seconds(self.created), end=_end(over), actioned=actioned if known else None)


class OpsgenieReport(Part):
    """What became of an alert."""

    closing: Annotated[float | None, Field(alias="closeTime")] = None
    """Milliseconds until it was closed."""
    acknowledged_by: Annotated[str | None, Field(alias="acknowledgedBy")] = None
    closed_by: Annotated[str | None, Field(alias="closedBy")] = None


class OpsgenieAlert(Part):
    """An alert."""

    id: str
    message: str
    status: Literal["open", "closed"]
    acknowledged: bool = False
    created: Annotated[AwareDatetime, Field(alias="createdAt")]
    updated: Annotated[AwareDatetime | None, Field(alias="updatedAt")] = None
    report: OpsgenieReport = OpsgenieReport()

    def past(self) -> PastAlert:
        """As one of the past."""
        start = _seconds(self.created)
        closing = self.report.closing
        closed = start + int(closing / MILLISECONDS) if closing is not None else _end(self.updated)
        closer = (self.report.closed_by or "").lower()
        actioned = self.acknowledged or bool(self.report.acknowledged_by) or closer not in NOBODY
        return PastAlert(name=self.message, start=start, end=closed if self.status == "closed" else None, actioned=actioned)


class DatadogTransition(Part):
    """From which state to which."""

    kind: Annotated[str, Field(alias="trans_type")] = ""


class DatadogMonitor(Part):
    """The monitor behind an event."""

    id: int | None = None
    name: str = ""
    transition: DatadogTransition | None = None


class DatadogInner(Part):
    """What an event says of itself."""

    title: str = ""
    status: str = ""
    key: Annotated[str, Field(alias="aggregation_key")] = ""
    monitor: DatadogMonitor | None = None
    groups: Annotated[tuple[str, ...] | None, Field(alias="monitor_groups")] = None


class DatadogOuter(Part):
    """An event and its time."""

    inner: Annotated[DatadogInner, Field(alias="attributes")] = DatadogInner()
    time: Annotated[AwareDatetime, Field(alias="timestamp")]


class DatadogEvent(Part):
    """An event; those of monitors are transitions between states."""

    id: str
    outer: Annotated[DatadogOuter, Field(alias="attributes")]

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the groups of a monitor apart: its aggregation key is that of the whole monitor before March 2025."""
        inner = self.outer.inner
        return (str(inner.monitor.id if inner.monitor else ""), inner.key, *sorted(inner.groups or ()))

    @property
    def is_over(self) -> bool:
        """Whether it tells that all is well again."""
        kind = self.outer.inner.monitor.transition if self.outer.inner.monitor else None
        return kind.kind in OVER if kind and kind.kind else self.outer.inner.status in ("success", "ok")


MODELS: Mapping[Tool, TypeAdapter[Any]] = {
    "pagerduty": TypeAdapter(tuple[PagerDutyIncident, ...]),
    "opsgenie": TypeAdapter(tuple[OpsgenieAlert, ...]),
    "datadog": TypeAdapter(tuple[DatadogEvent, ...]),
}


def read_past(content: bytes, *, file: str, tool: Tool | None = None) -> Export:
    """The alerts of a file: one answer of a tool's API, or a list of its pages. InputError for what is cut, or is none."""
    data = read_json(content, file=file)
    pages = data if isinstance(data, list) else [data]
    kind = tool or _kind(pages, file)
    key = "incidents" if kind == "pagerduty" else "data"
    entries = [entry for page in pages for entry in _entries(page, key, file, kind)]
    try:
        found = MODELS[kind].validate_python(entries)
    except ValidationError as error:
        raise complaints(error, file=file, expected=EXPECTED[kind]) from None
    once = {one.id: one for one in found}.values()
    alerts, left_out = _datadog(once) if kind == "datadog" else ([one.past() for one in once], 0)
    if not alerts:
        raise InputError(f"{file} holds no alert; expected {EXPECTED[kind]}")
    return Export(tool=kind, alerts=tuple(sorted(alerts, key=lambda one: one.start)), is_part=_has_more(pages[-1]), left_out=left_out)


def _kind(pages: Sequence[Any], file: str) -> Tool:
    for page in pages:
        if isinstance(page, dict) and "incidents" in page:
            return "pagerduty"
        data = page.get("data") if isinstance(page, dict) else None
        if isinstance(data, list) and data and isinstance(data[0], dict):
            return "datadog" if "attributes" in data[0] else "opsgenie"
    wanted = "; ".join(EXPECTED.values())
    raise InputError(f"{file} is no export that is known: {wanted}\n    say whose it is: --from {', '.join(get_args(Tool))}")


def _entries(page: Any, key: str, file: str, kind: Tool) -> Iterator[Any]:
    entries = page.get(key) if isinstance(page, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{file} has no list {key!r}: {show(page)} stands there; expected {EXPECTED[kind]}")
    yield from entries


def _has_more(page: Any) -> bool:
    """Whether the tool says that there is another page (`more`, `paging.next`, `links.next`)."""
    return any((page.get("more") is True, *(isinstance(page.get(key), dict) and page[key].get("next") for key in ("paging", "links"))))


def _datadog(events: Iterable[DatadogEvent]) -> tuple[list[PastAlert], int]:
    """From transitions to problems; whoever reacts to them does it elsewhere."""
    opened: dict[tuple[str, ...], PastAlert] = {}
    found: list[PastAlert] = []
    left_out = 0
    for one in sorted(events, key=lambda event: event.outer.time):
        monitor, time = one.outer.inner.monitor, _seconds(one.outer.time)
        if monitor is None:
            left_out += 1
        elif one.is_over:
            if begun := opened.pop(one.key, None):
                found.append(PastAlert(name=begun.name, start=begun.start, end=time, actioned=None))
        else:
            name = monitor.name or one.outer.inner.title or one.id
            opened.setdefault(one.key, PastAlert(name=name, start=time, end=None, actioned=None))
    return [*found, *opened.values()], left_out


def _seconds(time: AwareDatetime) -> int:
    return int(time.timestamp())


def _end(time: AwareDatetime | None) -> int | None:
    return None if time is None else _seconds(time)
