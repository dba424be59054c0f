"""Once a day from one place, and every minute from several."""

from components.newrelic.probe import Probe, ProbeArgs
from estate.alerting.forms.newrelic_probes import ProbeForm
from tests.components.samples.newrelic.places import TAGS


def build(period: str, *locations: str) -> None:
    """A probe so often and from there."""
    form = ProbeForm(
        key="frontend-proxy.correctness",
        title="[production] frontend-proxy.correctness",
        url="https://www.shop.example/api/products",
        contains="Telescope",
        period=period,
        locations=locations,
        tags=TAGS,
    )
    Probe("frontend-proxy.correctness", ProbeArgs(form=form))


def smallest() -> None:
    build("EVERY_DAY", "EU_WEST_1")


def largest() -> None:
    build("EVERY_MINUTE", "EU_CENTRAL_1", "EU_NORTH_1", "EU_WEST_1")
