"""Requests from outside that a right answer must follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from estate.alerting.forms.newrelic_text import tags, title
from estate.alerting.spec import Alerting, SloSpec
from estate.alerting.vendor_burn import Substitution
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment

LOCATIONS = ("EU_CENTRAL_1", "EU_NORTH_1", "EU_WEST_1")
"""Frankfurt, Stockholm, Dublin (docs: synthetics, public locations)."""
PERIODS: Mapping[str, timedelta] = {
    "EVERY_MINUTE": timedelta(minutes=1),
    "EVERY_5_MINUTES": timedelta(minutes=5),
    "EVERY_10_MINUTES": timedelta(minutes=10),
    "EVERY_15_MINUTES": timedelta(minutes=15),
    "EVERY_30_MINUTES": timedelta(minutes=30),
    "EVERY_HOUR": timedelta(hours=1),
    "EVERY_6_HOURS": timedelta(hours=6),
    "EVERY_12_HOURS": timedelta(hours=12),
    "EVERY_DAY": timedelta(days=1),
}
"""How often a probe can be sent (provider, synthetics monitor), the oftenest first."""


@dataclass(frozen=True, kw_only=True)
class ProbeForm:
    """One probe."""

    key: str
    title: str
    url: str
    contains: str
    period: str
    locations: tuple[str, ...]
    tags: Mapping[str, str]


def probe_forms(catalog: Catalog, environment: Environment, alerting: Alerting) -> tuple[ProbeForm, ...]:
    """The probes of all promises of correctness. They tell nobody themselves: the objective does."""
    return tuple(form for slo in alerting.slos for form in _forms(slo, catalog, environment))


def probe_substitutions(slo: SloSpec) -> Iterator[Substitution]:
    """What New Relic counts otherwise than Datadog."""
    if slo.objective.probe:
        yield Substitution(
            slo=slo.name,
            vendor="newrelic",
            wanted="a probe fails that fails from two places",
            instead=f"every request of {len(LOCATIONS)} places counts",
            reason="each of newrelic's checks is a row of its own, from one place",
        )


def period(every: timedelta) -> str:
    """The seldomest period that is at least as often as asked; once a minute is the oftenest."""
    fitting = [name for name, length in PERIODS.items() if length <= every]
    return fitting[-1] if fitting else next(iter(PERIODS))


def _forms(slo: SloSpec, catalog: Catalog, environment: Environment) -> Iterator[ProbeForm]:
    probe, ingress = slo.objective.probe, catalog.services[slo.subject.service].ingress
    if probe and ingress:
        yield ProbeForm(
            key=slo.name,
            title=title(slo.subject, slo.name),
            url=f"https://{ingress.host}.{environment.domain}{probe.path}",
            contains=probe.contains,
            period=period(probe.every),
            locations=LOCATIONS,
            tags=tags(slo.subject, "symptom", None),
        )
