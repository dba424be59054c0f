"""A store that one search finds, and a service that two find."""

from components.newrelic.workload import Workload, WorkloadArgs
from estate.alerting.forms.newrelic_form import WorkloadForm
from tests.components.samples.newrelic.places import TAGS


def build(key: str, *searches: str) -> None:
    """What the searches find."""
    form = WorkloadForm(key=key, title=f"[production] {key}", description="Owner: storefront.", searches=searches, tags=TAGS)
    Workload(key, WorkloadArgs(form=form))


def smallest() -> None:
    build("sessions", "tags.service = 'sessions'")


def largest() -> None:
    build("checkout", "tags.service = 'checkout'", "type = 'SERVICE' AND name = 'checkout'")
