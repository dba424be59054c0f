"""What the alerts of an objective ask New Relic, from the parts of `slis.yaml`."""

from collections.abc import Sequence
from dataclasses import dataclass

from estate.alerting.forms.newrelic_form import EventsForm
from estate.alerting.slis import Sli, sli_of
from estate.alerting.spec import SloSpec

APART: str = "service.name"
"""What the spans of several services are told apart by (OpenTelemetry, semantic conventions for resources)."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What there was, and what of it was bad."""

    valid: EventsForm
    bad: EventsForm
    total: str
    """As an expression over the rows of `valid`."""
    failed: str

    @property
    def bad_share(self) -> str:
        """Percent of bad ones."""
        return _query(f"{self.failed} / {self.total} * 100", self.valid)

    @property
    def samples(self) -> str:
        """How many there were."""
        return _query(self.total, self.valid)


def counted(slo: SloSpec) -> Counted:
    """How an objective is counted: by rows, by two sums, or by the minutes in which a value is beyond the bound."""
    sli = sli_of(slo)
    parts = sli.newrelic
    if parts.total_sum and parts.bad_sum:
        valid = EventsForm(from_=parts.from_, where=parts.where, attribute=parts.total_sum)
        bad = EventsForm(from_=parts.from_, where=parts.where, attribute=parts.bad_sum)
        return Counted(valid=valid, bad=bad, total=f"sum(`{parts.total_sum}`)", failed=f"sum(`{parts.bad_sum}`)")
    where, is_bad = _rows(slo, sli)
    valid = EventsForm(from_=parts.from_, where=where)
    bad = EventsForm(from_=parts.from_, where=f"{where} AND {is_bad}")
    return Counted(valid=valid, bad=bad, total="count(*)", failed=f"filter(count(*), WHERE {is_bad})")


def _rows(slo: SloSpec, sli: Sli) -> tuple[str, str]:
    """Which rows count, and which of them are bad."""
    parts, under = sli.newrelic, slo.objective.under
    if parts.bad:
        return parts.where, parts.bad
    if sli.kind == "slices" and parts.value and under:
        # Rows of Metric hold one metric each, once a minute for those of CloudWatch; without its name all metrics of the thing count.
        return f"{parts.where} AND metricName = '{parts.value}'", f"`{parts.value}` >= {under.total_seconds():g}"
    raise ValueError(
        f"slis.yaml  {slo.measured}.{slo.objective.sli}: newrelic needs bad, total_sum and bad_sum, or kind slices, a value and a bound"
    )


def together(slos: Sequence[SloSpec], minimum: int | None) -> str:
    """Percent of bad ones of each of several services; 0 for one that had fewer than the minimum.

    The services are facets of one query: a compound condition takes five components, and one of them stands for all services.
    """
    asked = [_rows(slo, sli_of(slo)) for slo in slos]
    where = " OR ".join(f"({rows})" for rows, _ in asked)
    every = {is_bad for _, is_bad in asked}
    is_bad = every.pop() if len(every) == 1 else " OR ".join(f"({rows} AND {bad})" for rows, bad in asked)
    # 1 from the minimum on, 0 below it: counts are whole numbers.
    enough = f" * clamp_min(clamp_max(count(*) - {minimum - 1}, 1), 0)" if minimum and minimum > 1 else ""
    select = f"filter(count(*), WHERE {is_bad}) / count(*) * 100{enough}"
    return f"{_query(select, EventsForm(from_=sli_of(slos[0]).newrelic.from_, where=where))} FACET {APART}"


def can_stand_together(slo: SloSpec) -> bool:
    """Whether the objective is counted by spans, which say whose they are."""
    parts = sli_of(slo).newrelic
    return parts.from_ == "Span" and parts.bad is not None


def _query(select: str, events: EventsForm) -> str:
    parts = ("SELECT", select, "FROM", events.from_, "WHERE", events.where)
    return " ".join(parts)
