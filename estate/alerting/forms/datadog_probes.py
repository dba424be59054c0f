"""Requests from outside that a right answer must follow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from estate.alerting.forms.datadog_text import tags, title
from estate.alerting.spec import Alerting, SloSpec
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment

LOCATIONS = ("aws:eu-central-1", "aws:eu-west-1", "aws:eu-north-1")
"""Three places, so that one of them may be cut off (docs: synthetics/platform, managed locations)."""
FAILED_LOCATIONS = 2
RETRIES = 1
RETRY_AFTER = 5000
"""Milliseconds; the longest that there is (pulumi_datadog 5.17, SyntheticsTest)."""
OFTENEST, SELDOMEST = 30, 604_800
"""Seconds between two requests (pulumi_datadog 5.17, SyntheticsTest)."""


@dataclass(frozen=True, kw_only=True)
class ProbeForm:
    """One probe."""

    key: str
    title: str
    url: str
    contains: str
    every: int
    """Seconds."""
    locations: tuple[str, ...]
    failed_locations: int
    """From how many of them it must fail before it counts as failed."""
    retries: int
    retry_after: int
    """Milliseconds."""
    tags: tuple[str, ...]


def probe_forms(catalog: Catalog, environment: Environment, alerting: Alerting) -> tuple[ProbeForm, ...]:
    """The probes of all promises of correctness. They tell nobody themselves: the objective does."""
    return tuple(form for slo in alerting.slos for form in _forms(slo, catalog, environment))


def _forms(slo: SloSpec, catalog: Catalog, environment: Environment) -> Iterator[ProbeForm]:
    probe, ingress = slo.objective.probe, catalog.services[slo.subject.service].ingress
    if probe and ingress:
        yield ProbeForm(
            key=slo.name,
            title=title(slo.subject, slo.name),
            url=f"https://{ingress.host}.{environment.domain}{probe.path}",
            contains=probe.contains,
            every=min(max(probe.every // timedelta(seconds=1), OFTENEST), SELDOMEST),
            locations=LOCATIONS,
            failed_locations=FAILED_LOCATIONS,
            retries=RETRIES,
            retry_after=RETRY_AFTER,
            tags=tags(slo.subject, "symptom", None),
        )
