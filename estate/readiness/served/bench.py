"""Everything beside the resources that a verdict needs, read once when the pack starts; and the verdicts."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import is_file_inside, load_catalog
from estate.graph.model import Resource
from estate.layers import StackName
from estate.naming import SHARED
from estate.readiness import waivers
from estate.readiness.check import Check
from estate.readiness.enforcement import Enforcement, load_enforcement
from estate.readiness.estate import Sight, is_mandatory, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.judge import Result, Subject, judge_one
from estate.readiness.pack import Pack, load_pack
from estate.readiness.resources import Item
from estate.readiness.served.handed import Handed
from estate.readiness.verdict import Outcome
from estate.readiness.world import Attestation, World

CATALOG = "catalog"
"""The folder of the catalog, beside the pack's."""


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Those who judge: the checks, the facts, the evidence, and the day."""

    root: Path
    pack: Pack
    catalog: Catalog
    enforcement: Enforcement
    attestations: tuple[Attestation, ...]
    today: date

    @classmethod
    def load(cls, folder: Path, *, today: date) -> "Bench":
        """What the pack in `folder` and the catalog beside it say. CatalogError with every mistake in them."""
        root = folder.resolve().parent
        catalog = load_catalog(root / CATALOG)
        return cls(
            root=root,
            pack=load_pack(folder),
            catalog=catalog,
            enforcement=load_enforcement(folder, environments=(*catalog.environments, SHARED)),
            attestations=load_evidence(root).attestations,
            today=today,
        )

    def verdicts(self, stack: Handed) -> tuple[Result, ...]:
        """Every verdict on one stack. What must see the others is undecided."""
        sight = Sight(
            stacks=(stack.graph,),
            catalog=self.catalog,
            today=self.today,
            whole=False,
            attestations=self.attestations,
            is_file=partial(is_file_inside, self.root),
            real=stack.real,
            sources=stack.sources,
        )
        return self._waived(judge_estate(self.pack.checks, sight))

    def early_failures(self, resource: Resource, stack: StackName) -> tuple[Result, ...]:
        """What fails whatever else there is. Only of a resource that says whose it is: on that depends what stops a rollout."""
        item = Item(resource=resource, stack=str(stack), environment=stack.environment)
        owner = item.tags.get("service")
        if owner is None:
            return ()
        world = World(
            environment=stack.environment,
            today=self.today,
            catalog=self.catalog,
            is_file=partial(is_file_inside, self.root),
        )
        found = [_alone(check, item, world, owner) for check in self.pack.checks if _can_be_early(check, item)]
        return tuple(result for result in self._waived(tuple(found)) if result.verdict.outcome == Outcome.FAIL)

    def is_mandatory(self, result: Result) -> bool:
        """Whether what was found stops a rollout."""
        return is_mandatory(result, self.enforcement, self.catalog)

    def _waived(self, results: tuple[Result, ...]) -> tuple[Result, ...]:
        return waivers.apply(results, self.catalog.waivers, today=self.today, whole=False).results


def _can_be_early(check: Check, item: Item) -> bool:
    return item.type in check.types and not check.needs_estate and check.facts.max_age is None


def _alone(check: Check, item: Item, world: World, owner: str) -> Result:
    subject = Subject(kind="resource", name=item.name, title=item.title, urn=item.urn, belongs_to=owner)
    return Result(check=check, subject=subject, environment=world.environment, verdict=judge_one(check, item, world))
