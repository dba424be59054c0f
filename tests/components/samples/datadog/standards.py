"""No standards, and one of each."""

from components.datadog.standards import Standards, StandardsArgs
from estate.alerting.forms.datadog_entities import EntityForm
from estate.alerting.forms.datadog_standards import LogsMetricForm


def smallest() -> None:
    Standards("standards", StandardsArgs(tag_values={}, entities=(), logs_metrics=()))


def largest() -> None:
    Standards(
        "standards",
        StandardsArgs(
            tag_values={"tier": ("1", "2")},
            entities=(
                EntityForm(key="service.checkout", text='{"apiVersion": "v3", "kind": "service", "metadata": {"name": "checkout"}}'),
            ),
            logs_metrics=(LogsMetricForm(name="shop.logs.errors", query="status:error", groups={"service": "service"}),),
        ),
    )
