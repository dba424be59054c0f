"""For whom somebody is called."""

from estate.catalog.fact import Tier

CALLING_ENVIRONMENT = "production"
"""Nobody is called at night for anything else: elsewhere a page is a ticket."""
CALLED: frozenset[Tier] = frozenset({1, 2})
"""Called at any hour; tier 3 in business hours."""
