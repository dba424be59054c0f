"""The vendors whose monitors are tested."""

from collections.abc import Mapping
from typing import Literal

Vendor = Literal["datadog", "newrelic"]
TITLES: Mapping[Vendor, str] = {"datadog": "Datadog", "newrelic": "New Relic"}
