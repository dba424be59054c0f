"""What the catalog lets one environment's dispatcher do."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.mistakes import shorten
from estate.catalog.remediation import HOST_ACTIONS, INTERRUPTING, ActionName, Healing, Limits, Mode, Permission
from estate.catalog.service import Service
from estate.catalog.words import any_of, did_you_mean
from estate.decisions.healing import healings_in
from estate.errors import InputError


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Alerts, actions and limits of an environment."""

    environment: Environment
    limits: Limits
    permissions: Mapping[ActionName, Permission]
    healings: Mapping[str, Healing]
    services: Mapping[str, Service]
    people: frozenset[str]
    """Who may approve, stop and resume."""

    def mode(self, action: ActionName) -> Mode:
        """How far the action may go here."""
        return self.permissions[action].modes[self.environment.name]

    def subject(self, alert: str) -> str:
        """The service or store that an alert is about."""
        return alert.partition(".")[0]

    def target(self, alert: str, host: str | None) -> str:
        """What an action on this alert touches: a host, or else what its settings name."""
        action = self.healings[alert].do
        if host is not None and action.kind in HOST_ACTIONS:
            return host
        return getattr(action, "service", None) or getattr(action, "store", None) or self.subject(alert)


def needs_host(action: ActionName) -> bool:
    """Whether an action is about one host."""
    return action in HOST_ACTIONS


def interrupts(action: ActionName) -> bool:
    """Whether its host does not serve meanwhile."""
    return action in INTERRUPTING


def make_policy(catalog: Catalog, environment: str) -> Policy:
    """The policy of an environment. InputError for an unknown one, a catalog that heals nothing, or an alert that nobody raises."""
    if environment not in catalog.environments:
        known = any_of(catalog.environments)
        hint = did_you_mean(environment, catalog.environments)
        raise InputError(f"{shorten(environment)!r} is no environment; expected {known}" + (f"\n    {hint}" if hint else ""))
    if catalog.remediation is None:
        raise InputError("the catalog has no remediation.yaml, so nothing is healed; write down what may be")
    where = catalog.environments[environment]
    services = {service.name: service for service in catalog.services_in(where)}
    healings = healings_in(catalog, where)
    _require_raised(catalog, where, healings)
    return Policy(
        environment=where,
        limits=catalog.remediation.limits,
        permissions=catalog.remediation.actions,
        healings=healings,
        services=services,
        people=frozenset(catalog.people),
    )


def _require_raised(catalog: Catalog, environment: Environment, healings: Mapping[str, Healing]) -> None:
    watched = watch(catalog, environment)
    names = {monitor.name for monitor in watched.monitors} | {slo.name for slo in watched.slos}
    mistakes: list[str] = []
    for alert, healing in sorted(healings.items()):
        if alert not in names and healing.raised_by is None:
            hint = did_you_mean(alert, names) or "say under raised_by who raises it"
            mistakes.append(f"remediation.yaml: nobody raises {alert!r} in {environment.name}\n    {hint}")
    if mistakes:
        raise InputError("\n".join(mistakes))
