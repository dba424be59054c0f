"""Everything that is watched in an environment."""

from estate.alerting.causes import cause_monitors
from estate.alerting.slos import slos
from estate.alerting.spec import Alerting
from estate.alerting.traffic import traffic_monitors
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment


def watch(catalog: Catalog, environment: Environment) -> Alerting:
    """The one definition from which every vendor's resources are made. BurnError or AlertError for what cannot be."""
    monitors = (*traffic_monitors(catalog, environment), *cause_monitors(catalog, environment))
    return Alerting(environment=environment.name, slos=slos(catalog, environment), monitors=monitors)
