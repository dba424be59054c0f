"""What both sides judge: the reference estate's plan, the bad estate, and the fixtures of every check that names one of theirs."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from estate.catalog.load import load_catalog
from estate.cli.judging import finder
from estate.graph.plan import Plan
from estate.readiness.check import Check
from estate.readiness.estate import Sight, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.fixtures import load_fixtures, world_of
from estate.readiness.judge import Result, judge
from estate.readiness.pack import Pack
from estate.readiness.resources import resources_of
from tests.judges.terraform import Judged
from tests.policies.bad_world import bad_world, modules

FRAMEWORK = "checkov"
REFERENCE, BAD, FIXTURES = "reference", "bad", "fixtures"


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What our checks say of one set of resources, without waivers."""

    corpus: str
    judged: Judged
    results: tuple[Result, ...]
    title: str
    """How a reader finds it: `bad estate, network`, `container_logs: no driver`."""


def theirs(check: Check) -> tuple[str, ...]:
    """The ids of checkov's that the check says to be the same demand."""
    return tuple(control.id for control in check.facts.controls if control.framework == FRAMEWORK)


def with_theirs(pack: Pack) -> tuple[Check, ...]:
    """The checks of resources that checkov has too."""
    return tuple(check for check in pack.checks if theirs(check) and check.facts.subject == "resource")


def judgements(root: Path, pack: Pack, plan: Plan, today: date) -> Iterator[Judgement]:
    """All of them."""
    chosen = with_theirs(pack)
    yield _reference(root, chosen, plan, today)
    yield from _bad(chosen)
    yield from _fixtures(chosen, pack.folder)


def _reference(root: Path, checks: Iterable[Check], plan: Plan, today: date) -> Judgement:
    attested = load_evidence(root).attestations
    sight = Sight(stacks=plan.stacks, catalog=load_catalog(root / "catalog"), today=today, attestations=attested, is_file=finder(root))
    judged = Judged(name=REFERENCE, resources=resources_of(plan.stacks), outputs={stack.name: stack.outputs for stack in plan.stacks})
    return Judgement(corpus=REFERENCE, judged=judged, results=judge_estate(checks, sight), title="reference estate")


def _bad(checks: Iterable[Check]) -> Iterator[Judgement]:
    given = tuple(checks)
    for pillar in modules():
        world = bad_world(pillar)
        judged = Judged(name=f"{BAD}_{pillar}", resources=world.resources)
        yield Judgement(corpus=BAD, judged=judged, results=judge(given, world), title=f"bad estate, {pillar}")


def _fixtures(checks: Iterable[Check], folder: Path) -> Iterator[Judgement]:
    for check in checks:
        for number, fixture in enumerate(load_fixtures(check, folder)):
            world = world_of(fixture, folder)
            name = f"{FIXTURES}_{check.id}_{number}"
            judged = Judged(name=name, resources=world.resources, outputs=fixture.outputs)
            title = f"{check.id}: {' '.join(fixture.name.split())}"
            yield Judgement(corpus=FIXTURES, judged=judged, results=judge((check,), world), title=title)
