"""Where the resources of a stack live on the emulator: in the account and region that the catalog says."""

from dataclasses import dataclass, field
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.graph.model import PROVIDER
from estate.layers import UnknownStackError, all_stacks, parse_stack
from estate.sandbox.clients import Clients, Place
from estate.sandbox.subject import Subject
from estate.sandbox.up import place_of


@dataclass
class Places:
    """The catalog of a folder; read again for every provider, with which the engine begins, and for an unknown stack."""

    folder: Path
    clients: Clients
    _catalog: Catalog | None = field(default=None, init=False)

    def of(self, subject: Subject) -> Place:
        """Where a resource lives; UnknownStackError for a stack that the catalog does not have."""
        if subject.token.startswith(PROVIDER):
            self._catalog = None
        try:
            return self._of(subject.stack)
        except UnknownStackError:
            self._catalog = None
            return self._of(subject.stack)

    def catalog(self) -> Catalog:
        """The catalog as it was read last."""
        if self._catalog is None:
            self._catalog = load_catalog(self.folder)
        return self._catalog

    def stacks(self) -> tuple[str, ...]:
        """Every stack, in the order in which they are rolled out."""
        return tuple(str(stack) for stack in all_stacks(tuple(self.catalog().environments)))

    def _of(self, stack: str) -> Place:
        catalog = self.catalog()
        return place_of(parse_stack(stack, tuple(catalog.environments)), catalog, self.clients)
