"""Everything that a check may look at, handed in: the resources of one environment, the catalog, the day, what was attested."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.readiness.resources import Item, Resources
from estate.readiness.verdict import NotKnownError


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """Evidence that no plan shows: a drill, a patch run, a load test. Somebody wrote it down, in a file with a date."""

    kind: str
    """What was done: `restore`, `patch`, `load`, `failover`, `roster`."""
    subject: str
    """The service, store or environment."""
    on: date
    file: str
    passed: bool
    values: Mapping[str, float] = field(default_factory=dict)
    """What was measured, such as `rto_minutes`."""
    by: str | None = None
    """Who did it."""
    link: str | None = None
    """Where more stands."""
    digest: str | None = None
    """Of the file that was proved, where it is about one."""
    is_of_another_file: bool = False
    """Whether that file was changed since."""


@dataclass(frozen=True, kw_only=True)
class AwsAccount:
    """The account of an environment, or the one of what serves all of them: each must be guarded, whatever stands in it."""

    name: str
    """The environment's name, or `global`."""


@dataclass(frozen=True, kw_only=True)
class World:
    """One environment as checks see it: its own stacks and those that serve all environments."""

    environment: str
    today: date
    seen: Resources | None = None
    """None where one resource is judged before any other is seen."""
    catalog: Catalog | None = None
    attestations: tuple[Attestation, ...] = ()
    shown: list[Attestation] = field(default_factory=list, compare=False)
    """What a check was shown of the evidence, for the reports; no check reads it."""
    is_file: Callable[[str], bool] = lambda _path: False
    """Whether a path from the repository's root is a file in it."""

    @property
    def resources(self) -> Resources:
        """Everything beside the subject. NotKnownError where nothing of it is seen: what a check says without it holds in the end, too."""
        if self.seen is None:
            raise NotKnownError("only this resource is seen so far")
        return self.seen

    @property
    def facts(self) -> Catalog:
        """The catalog. NotKnownError where there is none, as under a plain preview of another program."""
        if self.catalog is None:
            raise NotKnownError("there is no catalog here")
        return self.catalog

    @property
    def place(self) -> Environment | None:
        """The facts of the environment; None for what serves all of them."""
        return self.facts.environments.get(self.environment)

    def of(self, thing: Service | Store, *types: str) -> tuple[Item, ...]:
        """The resources of a service or a store in this environment, those of the types where some are named.

        NotKnownError where such a resource has tags that are not known: it may belong to the thing.
        """
        if doubt := next((item for item in self._ownerless if not types or item.type in types), None):
            raise NotKnownError(f"the tags of {doubt.title} are known only after the deployment; it may belong to {thing.name}")
        return tuple(item for item in self.by_subject.get(thing.name, ()) if not types or item.type in types)

    def attested(self, kind: str, subject: str) -> Attestation | None:
        """The newest evidence of this kind, whether it was good or not."""
        newest = self.newest.get((kind, subject))
        if newest and newest not in self.shown:
            self.shown.append(newest)
        return newest

    @cached_property
    def newest(self) -> Mapping[tuple[str, str], Attestation]:
        """The newest evidence of each kind and subject; of one day the last line."""
        return {(one.kind, one.subject): one for one in sorted(self.attestations, key=lambda one: one.on)}

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Item, ...]]:
        """The resources of this environment by the service, store or part of the platform to which they belong."""
        found: dict[str, list[Item]] = {}
        for item in self.resources.items:
            name = self.subject_of(item)
            if name and self._is_here(item):
                found.setdefault(name, []).append(item)
        return {name: tuple(items) for name, items in found.items()}

    def subject_of(self, item: Item) -> str | None:
        """Whose it is: its tag `service`, or that of what stands beside it below the same component, or a word of its name."""
        if own := item.tags.get("service"):
            return own
        beside = (other.tags.get("service") for other in self.resources.below(item.resource.parent))
        return next((name for name in beside if name), None) or next((word for word in _words(item) if word in self._names), None)

    @cached_property
    def _ownerless(self) -> tuple[Item, ...]:
        return tuple(item for item in self.resources.items if item.hides_its_owner)

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset({*self.catalog.services, *self.catalog.stores}) if self.catalog else frozenset()

    def _is_here(self, item: Item) -> bool:
        """A stack for all environments holds things of each; a tag or a word of the name says whose they are."""
        said = item.tags.get("environment") or item.tags.get("env")
        return item.environment == self.environment or said == self.environment or self.environment in _words(item)


def _words(item: Item) -> list[str]:
    """`production/checkout` and `checkout.latency` as words."""
    return re.split("[/.]", item.name)
