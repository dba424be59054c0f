"""Layer `observability`: what is watched in an environment, at every vendor that the organisation has."""

import importlib

from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from stacks.contracts import read_on_call

# Only what is used is imported: the SDK of Datadog alone takes seconds.
VENDORS = ("datadog", "newrelic")


def build(catalog: Catalog, environment: Environment | None) -> None:
    """Objectives, monitors and dashboards, all from one definition."""
    if environment is None:
        raise ValueError("layer observability belongs to an environment; expected a stack such as observability-dev")
    alerting, on_call = watch(catalog, environment), read_on_call(environment, catalog)
    for vendor in VENDORS:
        if vendor in catalog.organisation.vendors:
            importlib.import_module(f"stacks.observability_{vendor}").build(catalog, environment, alerting, on_call)
