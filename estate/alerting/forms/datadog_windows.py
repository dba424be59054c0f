"""The long and the short window of a burn alert as plain monitors, which measure and tell nobody."""

from datetime import timedelta

from estate.alerting.forms.datadog_form import MonitorForm, Thresholds
from estate.alerting.forms.datadog_text import evaluation_delay, last, length, tags, title, written
from estate.alerting.slis import sli_of
from estate.alerting.spec import BurnAlert, SloSpec

SILENT_PRIORITY = "5"
"""Of a monitor that tells nobody."""


def in_windows(slo: SloSpec) -> bool:
    """Whether its windows are plain monitors: `burn_rate()` cannot say how many samples are too few."""
    return sli_of(slo).kind == "ratio" and slo.objective.minimum_samples is not None


def key(slo: SloSpec, alert: BurnAlert) -> str:
    """`checkout.availability.1h`: what tells people."""
    return f"{slo.name}.{length(alert.window.long)}"


def long_key(slo: SloSpec, alert: BurnAlert) -> str:
    """Of the monitor of the long window."""
    return f"{key(slo, alert)}.long"


def short_key(slo: SloSpec, alert: BurnAlert) -> str:
    """Of the monitor of the short window."""
    return f"{key(slo, alert)}.short"


def window_forms(slo: SloSpec, alert: BurnAlert) -> tuple[MonitorForm, MonitorForm]:
    """The long window, which also asks whether there was enough, and the short one."""
    asked = sli_of(slo).datadog
    share = f"{asked.bad} / {asked.total} * 100"
    # is_greater is strict, and gives 0 or 1: too few are 0 percent (docs: guide/add-a-minimum-request-threshold-for-error-rate-alerts).
    guarded = f"({share}) * is_greater({asked.total}, {(slo.objective.minimum_samples or 1) - 1})"
    return (
        _form(slo, alert, alert.window.long, long_key(slo, alert), guarded),
        _form(slo, alert, alert.window.short, short_key(slo, alert), share),
    )


def _form(slo: SloSpec, alert: BurnAlert, window: timedelta, name: str, expression: str) -> MonitorForm:
    threshold = written(alert.threshold * 100)
    return MonitorForm(
        key=name,
        subject=slo.subject.service,
        title=title(slo.subject, name),
        type="query alert",
        query=f"sum({last(window)}):{expression} > {threshold}",
        message=f"A window of {key(slo, alert)}, which tells people; this one tells nobody.",
        thresholds=Thresholds(critical=threshold),
        tags=tags(slo.subject, "symptom", None),
        priority=SILENT_PRIORITY,
        on_missing_data="default",
        require_full_window=False,
        evaluation_delay=evaluation_delay(expression),
    )
