"""The served pack says what the same checks say of the plan, resource for resource: it is asked as the engine asks it."""

from collections.abc import Iterator

import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from estate.graph.model import StackGraph
from estate.graph.record import record
from estate.graph.symbols import Symbols
from tests.policies.bad_world import FOLDER, modules
from tests.readiness.served.engine_side import Said, served, verdicts, whole
from tests.readiness.served.in_process import PACK, expected, graph_of, results
from tests.stacks.recordings import recording_of

UNSEEN = "all_stacks_are_seen"
REAL = ("data-dev", "network-production")
PILLARS = tuple(modules())


@pytest.fixture(scope="module")
def pack() -> Iterator[analyzer_pb2_grpc.AnalyzerStub]:
    with served() as stub:
        yield stub


def bad(pillar: str) -> StackGraph:
    """What the module of the bad estate makes, as a stack of production."""
    stack = "services-production"
    build = modules()[pillar].build
    return graph_of(stack, record(build, stack=stack, answers=Symbols({}), root=FOLDER, waits=False))


def judged(said: set[Said]) -> set[Said]:
    return {one for one in said if one.outcome != "unseen"}


@pytest.mark.parametrize("stack", REAL)
def test_a_real_stack_gets_the_verdicts_of_its_plan(pack: analyzer_pb2_grpc.AnalyzerStub, stack: str) -> None:
    graph = graph_of(stack, recording_of(stack))
    assert judged(verdicts(pack, graph, first_time=False)) == expected(results(graph))


@pytest.mark.parametrize("pillar", PILLARS)
def test_every_mistake_of_the_bad_estate_is_found_as_in_its_plan(pack: analyzer_pb2_grpc.AnalyzerStub, pillar: str) -> None:
    graph = bad(pillar)
    assert judged(verdicts(pack, graph, first_time=False)) == expected(results(graph))


@pytest.mark.parametrize("graph", [*REAL, *PILLARS])
def test_where_nothing_exists_yet_what_cannot_be_seen_is_undecided_and_nothing_else_changes(
    pack: analyzer_pb2_grpc.AnalyzerStub, graph: str
) -> None:
    stack = graph_of(graph, recording_of(graph)) if graph in REAL else bad(graph)
    planned = results(stack)
    said = judged(verdicts(pack, stack, first_time=True))
    failed = {(one.check, one.subject) for one in said if one.outcome == "fail"}
    undecided = {(one.check, one.subject) for one in said if one.outcome == "undecided"}
    for result in planned:
        key, title = (result.check.id, result.subject.urn), (result.check.id, result.subject.title)
        if result.verdict.outcome == "fail" and not result.check.needs_estate:
            assert key in failed or title in undecided, f"{title} fails in the plan, and passes in a preview"
        else:
            assert key not in failed, f"{title} fails in a preview alone"


def test_whom_a_value_comes_from_is_known_before_the_value_is(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    """No bucket has an id in a first preview. The engine says which bucket a setting is for, so its absence elsewhere counts."""
    said = verdicts(pack, bad("storage"), first_time=True)
    assert {one.subject.rsplit("::", 1)[1] for one in said if (one.check, one.outcome) == ("bucket_keeps_old_versions", "fail")} == {
        "photos",
        "archive",
    }


def test_what_needs_all_stacks_is_named_and_never_counts_as_passed(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    graph = graph_of("data-dev", recording_of("data-dev"))
    (note,) = [one for one in verdicts(pack, graph, first_time=False) if one.check == UNSEEN]
    unseen = {result.check.id for result in results(graph) if result.check.needs_estate}
    assert unseen
    assert unseen == set(note.text.split("here: ")[1].split(": See")[0].split(", "))
    answer = pack.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=whole(graph, first_time=False)))
    assert unseen <= {one.policy_name for one in answer.not_applicable}


def test_every_check_is_listed_with_what_it_asks(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    listed = {policy.name: policy for policy in pack.GetAnalyzerInfo(empty_pb2.Empty()).policies}
    assert {check.id for check in PACK.checks} | {UNSEEN, "tags_are_complete"} == set(listed)
    rotates = listed["kms_key_rotates"]
    assert (rotates.framework.name, rotates.framework.specification) == ("FSBP", "KMS.4")
    assert rotates.remediation_steps
    assert rotates.url.startswith("https://")
