"""The policies of New Relic: they decide what is one issue, and workflows find them by their ids."""

from collections.abc import Iterator

from estate.alerting.forms.newrelic_form import PolicyForm
from estate.alerting.forms.newrelic_text import NAME_LIMIT
from estate.alerting.spec import Alerting, MonitorSpec, SloSpec, Subject, Told
from estate.alerting.vendor_burn import vendor_burn
from estate.naming import shorten

SILENT = "components"
"""The policy of the components of compound conditions: they open events of their own, of which nobody may be told."""


def of_objective(slo: SloSpec, told: Told) -> str:
    """The key of an objective's policy: all windows of it are one issue."""
    return f"{slo.name}.{told}"


def of_monitor(monitor: MonitorSpec) -> str:
    """The key of a monitor's policy: one of its own where it calls, else its team's."""
    told = monitor.route.told
    return f"{monitor.name}.{told}" if told == "page" else f"{monitor.subject.team}.{told}"


def policies(alerting: Alerting, platform_team: str) -> tuple[PolicyForm, ...]:
    """Every policy that conditions of the environment stand in, and the silent one."""
    silent = PolicyForm(
        key=SILENT,
        title=f"{alerting.environment}/{SILENT} (nobody is told)",
        preference="PER_CONDITION",
        told=None,
        team=platform_team,
        service="",
    )
    found = {one.key: one for one in (*_of_objectives(alerting), *_of_monitors(alerting))}
    return (silent, *(found[key] for key in sorted(found)))


def _of_objectives(alerting: Alerting) -> Iterator[PolicyForm]:
    for slo in alerting.slos:
        for alert in vendor_burn(slo, "newrelic").alerts:
            calls = alert.route.told == "page"
            for told in (alert.route.told, *(("ticket",) if calls and slo.silenced_by else ())):
                yield _own(of_objective(slo, told), slo.subject, told, alert.route.deduplication_key)


def _of_monitors(alerting: Alerting) -> Iterator[PolicyForm]:
    for monitor in alerting.monitors:
        subject, told = monitor.subject, monitor.route.told
        if told == "page":
            yield _own(of_monitor(monitor), subject, told, monitor.route.deduplication_key)
        else:
            title = shorten(f"{subject.environment}/{subject.team} ({told})", NAME_LIMIT)
            yield PolicyForm(key=of_monitor(monitor), title=title, preference="PER_CONDITION", told=told, team=subject.team, service="")


def _own(key: str, subject: Subject, told: Told, problem: str) -> PolicyForm:
    """A policy of one problem: everything in it is one issue."""
    title = shorten(f"{problem} ({told})", NAME_LIMIT)
    return PolicyForm(key=key, title=title, preference="PER_POLICY", told=told, team=subject.team, service=subject.service)
