"""The whole catalog, read and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.catalog.environment import Environment
from estate.catalog.maintenance import Freeze, MaintenanceWindow
from estate.catalog.organisation import Organisation
from estate.catalog.prices import PriceBook
from estate.catalog.remediation import Remediation
from estate.catalog.roster import Roster
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.team import Person, Team
from estate.catalog.usage import Usage
from estate.catalog.waiver import Waiver


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Every fact of the estate, by name; the order is the names'."""

    organisation: Organisation
    environments: Mapping[str, Environment]
    services: Mapping[str, Service]
    stores: Mapping[str, Store]
    teams: Mapping[str, Team]
    people: Mapping[str, Person]
    rosters: Mapping[str, Roster]
    maintenance: tuple[MaintenanceWindow, ...]
    remediation: Remediation | None
    """None: nothing is healed without a person."""
    prices: PriceBook | None
    """None: nothing has a price."""
    usage: Usage | None
    """None: nothing was measured."""
    waivers: tuple[Waiver, ...] = ()
    freezes: tuple[Freeze, ...] = ()

    def services_in(self, environment: Environment) -> tuple[Service, ...]:
        """The services whose maturity the environment accepts."""
        return tuple(service for service in self.services.values() if service.maturity in environment.accepts)
