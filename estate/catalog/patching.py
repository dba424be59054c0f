"""How hosts get their patches: which of them stand alone, and how old a patch is before it is approved."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from estate.catalog.fact import Duration, Fact, Name

HostSystem = Literal["amazon-linux-2023", "debian-12", "windows-2022"]


class StandaloneHosts(Fact):
    """Hosts that no autoscaled group makes: they are patched where they stand. They join by their tag `PatchGroup`."""

    description: str = Field(min_length=1)
    system: HostSystem
    """What runs on all of them."""


class Patching(Fact):
    """When a patch is approved in an environment."""

    approve_after: Duration = timedelta(0)
    """How long a patch is published before it is approved here; whole days."""
    proven_in: Name | None = None
    """The environment that has run every patch for a day before it is installed here."""
