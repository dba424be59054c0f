"""What an environment's dispatcher is told of, and by whom."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.remediation import HOST_ACTIONS, Healing, Teller

DISPATCHER = "dispatcher"
"""What it is called at every vendor; where one account serves all environments, with the environment behind it."""


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """Where the alerts of an environment go to be healed."""

    environment: str
    address: str
    told_by: frozenset[Teller]
    healings: Mapping[str, Healing]
    """By alert; nothing else is sent there."""

    def url(self, sender: str) -> str:
        """Where a sender posts: each has a path of its own, as each has its own shape and secret."""
        return f"{self.address}/webhooks/{sender}"

    def of_host(self, alert: str) -> bool:
        """Whether the healing has to know on which host it is."""
        return self.healings[alert].do.kind in HOST_ACTIONS


def healings_in(catalog: Catalog, environment: Environment) -> Mapping[str, Healing]:
    """What is healed there, by alert: that of services and stores which are there."""
    if catalog.remediation is None:
        return {}
    present = {service.name for service in catalog.services_in(environment)} | catalog.stores.keys()
    return {alert: healing for alert, healing in catalog.remediation.healings().items() if alert.partition(".")[0] in present}


def dispatch(catalog: Catalog, environment: Environment) -> Dispatch | None:
    """The environment's dispatcher; None where it has none, or nothing is healed."""
    known = catalog.remediation.dispatchers.get(environment.name) if catalog.remediation else None
    healings = healings_in(catalog, environment)
    if known is None or not healings:
        return None
    return Dispatch(environment=environment.name, address=known.address, told_by=frozenset(known.told_by), healings=healings)
