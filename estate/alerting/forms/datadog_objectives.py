"""An objective as Datadog has it."""

from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import cast

from estate.alerting.forms.datadog_form import CountForm, ObjectiveForm, SliceForm, Timeframe
from estate.alerting.forms.datadog_text import tags, title
from estate.alerting.slis import sli_of
from estate.alerting.spec import SloSpec
from estate.alerting.vendor_burn import vendor_burn
from estate.catalog.objective import DECIMALS, format_percent

SLICE = 60
"""Seconds; the shorter of the two lengths that there are (docs: service_level_objectives/time_slice)."""


def objective_form(slo: SloSpec) -> ObjectiveForm:
    """The objective; its warning stands where half of the budget is left."""
    return ObjectiveForm(
        key=slo.name,
        subject=slo.subject.service,
        title=title(slo.subject, slo.name),
        description=_description(slo),
        measure=measure(slo),
        timeframe=timeframe(slo),
        target=format_percent(slo.objective.target),
        warning=_warning(slo.objective.target),
        tags=tags(slo.subject, "symptom", None),
    )


def timeframe(slo: SloSpec) -> Timeframe:
    """The period, in days."""
    return cast("Timeframe", f"{vendor_burn(slo, 'datadog').period.days}d")


def measure(slo: SloSpec) -> CountForm | SliceForm:
    """What is counted. Errors that nobody ever sent are none."""
    sli = sli_of(slo)
    asked = sli.datadog
    bound = slo.objective.under
    if sli.kind == "slices" and asked.value and bound:
        return SliceForm(query=asked.value, comparator="<", threshold=bound.total_seconds(), seconds=SLICE)
    if asked.total and asked.bad:
        queries = {"total": asked.total, "bad": asked.bad}
        return CountForm(queries=queries, good="total - default_zero(bad)", bad="default_zero(bad)")
    raise ValueError(f"slis.yaml  {slo.measured}.{slo.objective.sli}: datadog needs total and bad, or kind slices, a value and a bound")


def _warning(target: Fraction) -> float | None:
    halfway = Decimal(str(format_percent((target + 100) / 2))).quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_FLOOR)
    return float(halfway) if halfway > Decimal(str(format_percent(target))) else None


def _description(slo: SloSpec) -> str:
    objective = slo.objective
    under = f" sooner than {length_of(slo)}" if objective.under else ""
    return f"{format_percent(objective.target):g} % of {WHAT[objective.sli]}{under}, over {objective.window}. Owner: {slo.subject.team}."


WHAT = {
    "availability": "answers are no errors",
    "latency": "answers come",
    "freshness": "minutes have the oldest waiting message handled",
    "correctness": "probes find what they look for",
}


def length_of(slo: SloSpec) -> str:
    """The bound as people write it."""
    under = slo.objective.under
    return "" if under is None else f"{under.total_seconds():g} s"
