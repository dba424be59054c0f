"""An objective of slices, and one of events with a warning."""

from components.datadog.objective import Objective, ObjectiveArgs
from estate.alerting.forms.datadog_form import CountForm, ObjectiveForm, SliceForm

TAGS = ("env:dev", "service:checkout")


def smallest() -> None:
    form = ObjectiveForm(
        key="accounting.freshness",
        subject="accounting",
        title="[dev] accounting.freshness",
        description="Messages are handled soon.",
        measure=SliceForm(query="max:aws.kafka.estimated_max_time_lag{topic:orders}", comparator="<", threshold=300.0, seconds=60),
        timeframe="7d",
        target=99.995,
        warning=None,
        tags=(),
    )
    Objective(form.key, ObjectiveArgs(form=form))


def largest() -> None:
    queries = {"total": "sum:trace.hits{service:checkout}.as_count()", "bad": "sum:trace.errors{service:checkout}.as_count()"}
    form = ObjectiveForm(
        key="checkout.availability",
        subject="checkout",
        title="[dev] checkout.availability",
        description="Answers are no errors.",
        measure=CountForm(queries=queries, good="total - default_zero(bad)", bad="default_zero(bad)"),
        timeframe="30d",
        target=99.95,
        warning=99.975,
        tags=TAGS,
    )
    Objective(form.key, ObjectiveArgs(form=form))
