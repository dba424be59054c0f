"""A probe from one place, and one from three with retries."""

from components.datadog.probe import Probe, ProbeArgs
from estate.alerting.forms.datadog_probes import ProbeForm


def _build(*, locations: tuple[str, ...], retries: int) -> None:
    form = ProbeForm(
        key="frontend.correctness",
        title="[dev] frontend.correctness",
        url="https://www.dev.shop.example/api/products",
        contains="Telescope",
        every=300,
        locations=locations,
        failed_locations=1,
        retries=retries,
        retry_after=5000,
        tags=("env:dev", "service:frontend"),
    )
    Probe(form.key, ProbeArgs(form=form))


def smallest() -> None:
    _build(locations=("aws:eu-central-1",), retries=0)


def largest() -> None:
    _build(locations=("aws:eu-central-1", "aws:eu-west-1", "aws:eu-north-1"), retries=1)
