"""Layer `telemetry`: what holds for all environments at the vendors that watch them."""

import importlib

from estate.catalog.catalog import Catalog

# Only what is used is imported: the SDK of Datadog alone takes seconds.
VENDORS = ("datadog",)


def build(catalog: Catalog, _environment: None) -> None:
    """The vendors' own catalogs of services, rules for monitors, and guards of what telemetry costs."""
    for vendor in VENDORS:
        if vendor in catalog.organisation.vendors:
            importlib.import_module(f"stacks.telemetry_{vendor}").build(catalog)
