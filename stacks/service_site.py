"""What the parts of layer `services` share: the catalog's facts, and what the layers below give."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi

from components.aws.log_group import LogSettings
from components.aws.policy_document import Statement
from components.aws.store_access import StoreAddresses, statements
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment, Size
from estate.catalog.service import Service, Use
from estate.catalog.store import Store
from estate.decisions.access import StoreUse
from estate.decisions.wiring import Route, dependency_variables, own_variables, store_variables
from estate.naming import Scope, scope_of
from stacks.contracts import DataContract, NetworkContract, StoreContract


@dataclass(frozen=True, kw_only=True)
class Site:
    """One environment, as the services find it."""

    catalog: Catalog
    environment: Environment
    services: Mapping[str, Service]
    """Those that run here."""
    routes: tuple[Route, ...]
    network: NetworkContract
    data: DataContract
    platform: Scope
    """Of what belongs to no service."""
    opts: pulumi.ResourceOptions

    @property
    def logs(self) -> LogSettings:
        """How long lines are kept."""
        return LogSettings(retention_days=self.environment.log_retention_days, key_arn=self.data.key_arn)

    def scope(self, thing: Service | Store) -> Scope:
        """Whose a service or a store is."""
        team = self.catalog.teams[thing.owner]
        return scope_of(organisation=self.catalog.organisation, environment=self.environment, team=team, thing=thing)

    def size(self, service: Service) -> Size:
        """How large the things of the service's tier are here."""
        return self.environment.sizes[service.tier]

    def store(self, use: Use) -> tuple[Store, StoreContract]:
        """The store of a use: what the catalog says of it, and where it is."""
        return self.catalog.stores[use.store], self.data.stores[use.store]

    def statements(self, service: Service, *kinds: str) -> tuple[Statement, ...]:
        """What the service may do with the stores that it uses, all of them or those of the kinds."""
        return tuple(statement for use in service.uses for statement in self._statements(service, use, kinds))

    def variables(self, service: Service) -> dict[str, pulumi.Input[str]]:
        """What the service is told about itself, about those that it calls, and about its stores."""
        told: dict[str, pulumi.Input[str]] = {**own_variables(service, self.environment)}
        told |= dependency_variables(service, self.routes, self.environment)
        for use in service.uses:
            store, found = self.store(use)
            told |= {name: _filled(pattern, found) for name, pattern in store_variables(use, store).items()}
        return told

    def _statements(self, service: Service, use: Use, kinds: tuple[str, ...]) -> list[Statement]:
        store, found = self.store(use)
        if kinds and store.kind not in kinds:
            return []
        meant = StoreUse(store=store.name, kind=store.kind, access=use.access, service=service.name, topic=use.topic)
        addresses = StoreAddresses(arn=found.arn, key_arn=found.key_arn, secret_arn=found.secret_arn)
        return statements(meant, addresses, scope=self.scope(store))


def _filled(pattern: str, store: StoreContract) -> pulumi.Output[str]:
    return pulumi.Output.format(pattern, address=store.address, port=store.port, arn=store.arn, secret_arn=store.secret_arn)
