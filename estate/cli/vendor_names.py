"""The vendors, as the command line calls them."""

from enum import StrEnum


class Vendor(StrEnum):
    """Whom rosters are published to; `pagerduty-v3` are PagerDuty's shift-based schedules."""

    PAGERDUTY = "pagerduty"
    PAGERDUTY_V3 = "pagerduty-v3"
    DATADOG = "datadog"
    OPSGENIE = "opsgenie"


class Tool(StrEnum):
    """Whose exports can be read."""

    OPSGENIE = "opsgenie"
    PAGERDUTY = "pagerduty"
