"""The files of an environment, as text."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.forms.addresses import addresses
from estate.alerting.prometheus.alertmanager import alertmanager
from estate.alerting.prometheus.document import document
from estate.alerting.prometheus.receivers import Surroundings
from estate.alerting.prometheus.rule import Unsaid
from estate.alerting.prometheus.rules import rules
from estate.alerting.prometheus.rules_text import rules_text
from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment

RULES, ALERTMANAGER = "rules.yaml", "alertmanager.yaml"


@dataclass(frozen=True, kw_only=True)
class Files:
    """What is written, by name, and what is missing in it."""

    texts: Mapping[str, str]
    recordings: int
    alerts: int
    unsaid: tuple[Unsaid, ...]


def files(catalog: Catalog, environment: Environment, surroundings: Surroundings) -> Files:
    """The rules and the routes; the same catalog gives the same bytes. BurnError or AlertError for what cannot be."""
    alerting = watch(catalog, environment)
    made = rules(alerting, addresses(catalog))
    routes = alertmanager(alerting, made, catalog, surroundings)
    return Files(
        texts={RULES: rules_text(made, environment.name), ALERTMANAGER: document(routes, environment.name)},
        recordings=sum(len(group.recordings) for group in made.groups),
        alerts=sum(len(group.alerts) for group in made.groups),
        unsaid=made.unsaid,
    )
