"""The whole estate judged: every environment, and what serves all of them, with waivers, evidence and force."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.fact import Maturity
from estate.graph.model import StackGraph
from estate.naming import SHARED
from estate.readiness.check import LEVELS, Check
from estate.readiness.enforcement import Enforcement
from estate.readiness.judge import Result, judge
from estate.readiness.resources import Sources, resources_of
from estate.readiness.verdict import Outcome
from estate.readiness.world import Attestation, World


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What is looked at: the planned stacks and everything beside them."""

    stacks: tuple[StackGraph, ...]
    catalog: Catalog
    today: date
    whole: bool = True
    """Whether these are all stacks of the estate."""
    attestations: tuple[Attestation, ...] = ()
    is_file: Callable[[str], bool] = lambda _path: False
    real: Mapping[str, Mapping[str, object]] | None = None
    """What is known of resources that exist, by URN."""
    sources: Sources | None = None
    """What properties come from, by URN, where it is not symbols that say it."""


def judge_estate(checks: Iterable[Check], sight: Sight) -> tuple[Result, ...]:
    """Every verdict: the environments in the order of their names, then what serves all of them."""
    given = tuple(checks)
    seen = {stack.environment for stack in sight.stacks}
    names = [*(name for name in sight.catalog.environments if name in seen), *([SHARED] if SHARED in seen else [])]
    return tuple(result for name in names for result in judge(given, world_in(name, sight), whole=sight.whole))


def world_in(environment: str, sight: Sight) -> World:
    """One environment: its own stacks, and those that serve all of them."""
    stacks = (stack for stack in sight.stacks if stack.environment in (environment, SHARED))
    return World(
        environment=environment,
        seen=resources_of(stacks, sight.real, sight.sources),
        today=sight.today,
        catalog=sight.catalog,
        attestations=sight.attestations,
        is_file=sight.is_file,
    )


def maturity_of(name: str | None, catalog: Catalog) -> Maturity:
    """What a thing promises: a service says it, a store serves the most mature of its users; all else serves everybody."""
    if name in catalog.services:
        return catalog.services[name].maturity
    if name in catalog.stores:
        users = (service.maturity for service in catalog.services.values() if any(use.store == name for use in service.uses))
        return max(users, key=LEVELS.index, default="poc")
    return "production"


def home(maturity: Maturity, catalog: Catalog) -> Environment | None:
    """The environment in which a thing of this maturity is measured: the one that accepts the least; None where none takes it."""
    places = (place for place in catalog.environments.values() if maturity in place.accepts)
    return min(places, key=lambda place: (len(place.accepts), place.name), default=None)


def is_open(result: Result) -> bool:
    """Whether it speaks against the subject: what is not known does, too."""
    return result.verdict.outcome in (Outcome.FAIL, Outcome.UNDECIDED)


def is_mandatory(result: Result, enforcement: Enforcement, catalog: Catalog) -> bool:
    """Whether what was found stops a rollout."""
    maturity = maturity_of(result.subject.belongs_to, catalog)
    return enforcement.of(result.check, environment=result.environment, maturity=maturity) == "mandatory"
