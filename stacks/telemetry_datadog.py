"""Datadog in the layer `telemetry`."""

from components.datadog.monitor_set import MonitorSet, MonitorSetArgs
from components.datadog.standards import Standards, StandardsArgs
from estate.alerting.forms.addresses import addresses
from estate.alerting.forms.datadog_cost import USAGE_PAGE, cost_guard
from estate.alerting.forms.datadog_entities import entity_forms
from estate.alerting.forms.datadog_standards import TELEMETRY, error_logs, tag_values
from estate.catalog.catalog import Catalog


def build(catalog: Catalog) -> None:
    """One account serves all environments."""
    known = addresses(catalog)
    args = StandardsArgs(tag_values=tag_values(catalog), entities=tuple(entity_forms(catalog, known)), logs_metrics=(error_logs(catalog),))
    Standards("standards", args)
    MonitorSet(TELEMETRY, MonitorSetArgs(forms=(cost_guard(catalog, known),), ids={}, dashboard=USAGE_PAGE))
