"""The reference estate's layer `observability`: what is wanted of it, and what it registers at both vendors."""

from functools import cache

from estate.alerting.spec import Alerting
from estate.alerting.watch import watch
from estate.graph.record import Recording
from tests.stacks import recordings

CATALOG = recordings.reference_catalog()
ENVIRONMENTS = sorted(CATALOG.environments)


@cache
def wanted(environment: str) -> Alerting:
    """The objectives and monitors of an environment."""
    return watch(CATALOG, CATALOG.environments[environment])


def recording_of(environment: str) -> Recording:
    """What the environment's stack registers."""
    return recordings.recording_of(f"observability-{environment}")
