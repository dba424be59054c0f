"""The verdicts of a plan of one stack, in this process and without the served pack: what the other ways are held against."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

from estate.catalog.load import is_file_inside
from estate.graph.model import StackGraph
from estate.graph.record import Recording
from estate.layers import parse_stack
from estate.naming import SHARED
from estate.readiness import waivers
from estate.readiness.enforcement import load_enforcement
from estate.readiness.estate import Sight, is_mandatory, judge_estate
from estate.readiness.evidence import load_evidence
from estate.readiness.judge import Result
from estate.readiness.pack import load_pack
from tests.readiness.served.engine_side import ROOT, Said
from tests.stacks.recordings import reference_catalog

PACK = load_pack(ROOT / "policies")


def graph_of(stack: str, recording: Recording) -> StackGraph:
    """What a program registered, as a planned stack of the reference estate."""
    name = parse_stack(stack, tuple(reference_catalog().environments))
    return StackGraph(name=stack, layer=name.layer, environment=name.environment, resources=recording.resources, outputs=recording.outputs)


def results(graph: StackGraph) -> tuple[Result, ...]:
    """Every verdict on the stack alone."""
    sight = Sight(
        stacks=(graph,),
        catalog=reference_catalog(),
        today=datetime.now(UTC).date(),
        whole=False,
        attestations=load_evidence(ROOT).attestations,
        is_file=partial(is_file_inside, ROOT),
    )
    return waivers.apply(judge_estate(PACK.checks, sight), sight.catalog.waivers, today=sight.today, whole=False).results


def expected(found: Iterable[Result]) -> set[Said]:
    """What a preview is to hear of these verdicts."""
    catalog = reference_catalog()
    force = load_enforcement(ROOT / "policies", environments=(*catalog.environments, SHARED))
    said: set[Said] = set()
    for result in found:
        facts, text, outcome = result.check.facts, result.verdict.text, result.verdict.outcome.value
        if result.check.needs_estate:
            continue
        if outcome == "undecided":
            said.add(Said(result.check.id, result.subject.title, outcome, "advisory", text))
        elif outcome == "fail":
            level = "mandatory" if is_mandatory(result, force, catalog) else "advisory"
            said.add(Said(result.check.id, result.subject.urn or "", outcome, level, f"{facts.title}: {text}. {facts.fix}"))
    return said
