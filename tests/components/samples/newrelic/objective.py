"""An objective that counts rows, and one that sums what rows hold."""

from components.newrelic.objective import Objective, ObjectiveArgs
from estate.alerting.forms.newrelic_form import EventsForm, ServiceLevelForm
from tests.components.samples.newrelic.places import TAGS


def build(key: str, valid: EventsForm, bad: EventsForm, days: int) -> None:
    """An objective over a period."""
    form = ServiceLevelForm(
        key=key,
        service="checkout",
        title=f"[production] {key}",
        description="99.95 % over 28 days.",
        valid=valid,
        bad=bad,
        target=99.95,
        days=days,
        tags=TAGS,
    )
    Objective(key, ObjectiveArgs(form=form, entity_guid="MXxOUjF8V09SS0xPQUR8MQ", account_id="1234567"))


def smallest() -> None:
    where = "service.name = 'checkout'"
    bad = EventsForm(from_="Span", where=f"{where} AND otel.status_code = 'ERROR'")
    build("checkout.availability", EventsForm(from_="Span", where=where), bad, 7)


def largest() -> None:
    where = "tags.service = 'sales-report'"
    valid = EventsForm(from_="Metric", where=where, attribute="aws.lambda.Invocations")
    build("sales-report.availability", valid, EventsForm(from_="Metric", where=where, attribute="aws.lambda.Errors"), 28)
