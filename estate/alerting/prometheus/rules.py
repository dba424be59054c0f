"""Everything of an environment that Prometheus is given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from estate.alerting.forms.addresses import Addresses
from estate.alerting.prometheus.burning import burn_alerts, calls, is_counted
from estate.alerting.prometheus.recording import recordings
from estate.alerting.prometheus.rule import Group, Unsaid
from estate.alerting.prometheus.thresholds import Threshold, threshold
from estate.alerting.spec import Alerting, MonitorSpec


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The groups of rules, and what is missing among them."""

    groups: tuple[Group, ...]
    unsaid: tuple[Unsaid, ...]


def rules(alerting: Alerting, addresses: Addresses) -> Rules:
    """A group for each objective and for each watched thing's thresholds."""
    thresholds = [(monitor, threshold(monitor, addresses)) for monitor in alerting.monitors]
    said = [(monitor, made) for monitor, made in thresholds if not isinstance(made, Unsaid)]
    unsaid = [made for _, made in thresholds if isinstance(made, Unsaid)]
    return Rules(
        groups=(*_objectives(alerting, addresses), *_thresholds(said)),
        unsaid=(*_uncounted(alerting), *unsaid),
    )


def _objectives(alerting: Alerting, addresses: Addresses) -> Iterator[Group]:
    others = {slo.name: slo for slo in alerting.slos}
    for slo in filter(is_counted, alerting.slos):
        yield Group(name=f"slo {slo.name}", recordings=tuple(recordings(slo)), alerts=tuple(burn_alerts(slo, others, addresses)))


def _thresholds(said: Sequence[tuple[MonitorSpec, Threshold]]) -> Iterator[Group]:
    for service in dict.fromkeys(monitor.subject.service for monitor, _ in said):
        mine = [made for monitor, made in said if monitor.subject.service == service]
        alerts = tuple(alert for made in mine for alert in made.alerts)
        yield Group(name=f"thresholds {service}", recordings=tuple(made.recording for made in mine), alerts=alerts)


def _uncounted(alerting: Alerting) -> Iterator[Unsaid]:
    others = {slo.name: slo for slo in alerting.slos}
    for slo in alerting.slos:
        if not is_counted(slo):
            yield Unsaid(name=slo.name, reason=f"no exporter of Prometheus counts {slo.objective.sli} of {slo.measured}")
            continue
        left = [name for name in slo.silenced_by if calls(slo) and calls(others[name]) and not is_counted(others[name])]
        if left:
            yield Unsaid(name=f"{slo.name} held back", reason=f"not by {', '.join(left)}, which no exporter of Prometheus counts")
