"""Layer `oncall`: who is called, at every vendor that the organisation has; it serves all environments."""

import importlib

from estate.catalog.catalog import Catalog
from stacks.locks import read_locks

# Only what is used is imported: the SDK of Datadog alone takes seconds.
VENDORS = ("pagerduty", "datadog", "opsgenie")


def build(catalog: Catalog, _environment: None) -> None:
    """Schedules, escalations and services from the solved rosters."""
    locks = read_locks(catalog)
    for vendor in VENDORS:
        if vendor in catalog.organisation.vendors:
            importlib.import_module(f"stacks.oncall_{vendor}").build(catalog, locks)
