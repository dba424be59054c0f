"""What the samples of New Relic share."""

from estate.alerting.forms.newrelic_form import ConditionForm, SignalForm, TermForm

TAGS = {"service": "checkout", "environment": "production", "owner": "storefront"}
TERM = TermForm(operator="above", threshold=0.672, duration=60, occurrences="at_least_once")


def measured(key: str) -> ConditionForm:
    """A component of a compound condition."""
    signal = SignalForm(
        query="SELECT filter(count(*), WHERE otel.status_code = 'ERROR') / count(*) * 100 FROM Span WHERE service.name = 'checkout'",
        window=3600,
        slide=60,
        method="event_flow",
        wait=120,
    )
    return ConditionForm(key=key, title=f"[production] {key}", policy="components", signal=signal, critical=TERM)
