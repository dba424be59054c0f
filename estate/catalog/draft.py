"""A catalog as far as it could be read, and what checks say of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from estate.catalog.environment import Environment
from estate.catalog.maintenance import Freeze, MaintenanceWindow
from estate.catalog.mistakes import Way
from estate.catalog.organisation import Organisation
from estate.catalog.prices import PriceBook
from estate.catalog.remediation import Remediation
from estate.catalog.roster import Roster
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.team import Person, Team
from estate.catalog.usage import Usage
from estate.catalog.waiver import Waiver

Folder = Literal["environments", "people", "rosters", "services", "stores", "teams"]
Names = Mapping[Folder, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What could be read. `names` knows the broken files too: who refers to one of those has made no mistake."""

    organisation: Organisation | None
    environments: Mapping[str, Environment]
    services: Mapping[str, Service]
    stores: Mapping[str, Store]
    teams: Mapping[str, Team]
    people: tuple[Person, ...]
    rosters: Mapping[str, Roster]
    maintenance: tuple[MaintenanceWindow, ...]
    freezes: tuple[Freeze, ...]
    remediation: Remediation | None
    prices: PriceBook | None
    usage: Usage | None
    waivers: tuple[Waiver, ...]
    names: Names
    is_file: Callable[[str], bool]
    """Whether a path from the repository's root is a file inside it."""


@dataclass(frozen=True, kw_only=True)
class Unknown:
    """A word that names nothing: whoever reports it looks for the nearest one that does."""

    word: str
    folder: Folder


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What a check found; `file` is the file's way inside the catalog without its ending (`services/checkout`)."""

    file: str
    path: Way = ()
    text: str
    hint: str | None = None
    unknown: Unknown | None = None
    is_key: bool = False
    """Whether the key is what is wrong, not its value."""


Check = Callable[[Draft], Iterator[Complaint]]


def environment_file(name: str) -> str:
    """The file of an environment."""
    return f"environments/{name}"


def roster_file(name: str) -> str:
    """The file of a roster."""
    return f"rosters/{name}"


def service_file(name: str) -> str:
    """The file of a service."""
    return f"services/{name}"


def store_file(name: str) -> str:
    """The file of a store."""
    return f"stores/{name}"
