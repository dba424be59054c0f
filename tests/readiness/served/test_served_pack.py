"""The served pack says what the same checks say of the plan, resource for resource: it is asked as the engine asks it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2, json_format
from pulumi.runtime import rpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from estate.graph.model import StackGraph
from estate.graph.record import record
from estate.graph.symbols import Symbols
from tests.policies.bad_world import FOLDER, modules
from tests.readiness.served.engine_side import ROOT, Said, registered, served, verdicts, whole
from tests.readiness.served.in_process import PACK, expected, graph_of, results
from tests.readiness.small_projects import BUCKET, QUEUE, resource
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
    """No bucket has an id in a first preview. The engine says which one a setting is for: that one passes, and the other fails."""
    graph = versioned_and_not()
    said = {one for one in judged(verdicts(pack, graph, first_time=True)) if one.check == "bucket_keeps_old_versions"}
    assert [(one.subject.rsplit("::", 1)[1], one.outcome) for one in said] == [("other", "fail")]


def versioned_and_not() -> StackGraph:
    stack = "data-production"
    kept, other = (resource(BUCKET, name, {"tags": {"service": "photos"}}, stack=stack, parent="") for name in ("kept", "other"))
    setting = {"bucket": "${s3/bucket.kept.id}", "versioningConfiguration": {"status": "Enabled"}}
    versions = resource("aws:s3/bucketVersioning:BucketVersioning", "kept", setting, stack=stack, parent="")
    return StackGraph(name=stack, layer="data", environment="production", resources=(kept, other, versions), outputs={})


def test_before_it_is_made_a_resource_hears_only_what_no_other_resource_can_mend(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    graph = versioned_and_not()
    early = {one.policyName for one in pack.Analyze(registered(graph.resources[1], graph, first_time=True)).diagnostics}
    whole_stack = {one.check for one in verdicts(pack, graph, first_time=True) if one.outcome == "fail"}
    assert "thing_carries_required_tags" in early, "its tags are its own"
    assert "bucket_keeps_old_versions" in whole_stack - early, "another resource could have said so"
    assert early < whole_stack


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


def test_missing_tags_are_added_and_what_is_hidden_stays_hidden(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    inputs = {"kmsMasterKeyId": {"$unknown": True}, "policy": {"$secret": True}, "tags": {"service": "checkout", "tier": "0"}}
    (found,) = remediations(pack, queue(inputs))
    given = json_format.MessageToDict(found.properties)
    assert found.policyName == "tags_are_complete"
    assert (given["tags"]["owner"], given["tags"]["environment"], given["tags"]["managed-by"]) == ("storefront", "production", "pulumi")
    assert given["tags"]["tier"] == "0", "what somebody has written is not changed"
    assert (given["kmsMasterKeyId"], given["policy"]["value"]) == (rpc.UNKNOWN, "a-secret")
    assert not remediations(pack, queue({**inputs, "tags": given["tags"]})), "once they are there, nothing is left to do"


def test_a_check_that_is_switched_off_says_nothing_and_one_that_may_only_advise_stops_nobody(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    graph = bad("storage")
    found = {one.check for one in verdicts(pack, graph, first_time=False) if one.level == "mandatory"}
    off, soft = "bucket_keeps_old_versions", "bucket_blocks_public_access"
    assert {off, soft} <= found
    config = {
        off: analyzer_pb2.PolicyConfig(enforcementLevel=analyzer_pb2.DISABLED),
        soft: analyzer_pb2.PolicyConfig(enforcementLevel=analyzer_pb2.ADVISORY),
    }
    pack.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig=config))
    answer = pack.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=whole(graph, first_time=False)))
    levels = {(one.policyName, one.enforcementLevel) for one in answer.diagnostics}
    assert off not in {name for name, _level in levels}
    assert (soft, analyzer_pb2.ADVISORY) in levels
    assert (soft, analyzer_pb2.MANDATORY) not in levels


def test_a_stack_of_another_project_is_refused_with_the_stacks_that_there_are(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    request = analyzer_pb2.AnalyzeRequest(type=QUEUE, urn=f"urn:pulumi:other::project::{QUEUE}::jobs", name="jobs")
    with pytest.raises(grpc.RpcError, match=r"'other' is no stack; known are .*network-dev"):
        pack.Analyze(request)


def test_a_document_of_ten_megabytes_is_undecided_and_the_others_are_heard(pack: analyzer_pb2_grpc.AnalyzerStub) -> None:
    huge = '{"Statement": [' + ", ".join(['{"Effect": "Allow"}'] * 500_000) + "]}"
    graph = queue({"policy": huge, "tags": {"service": "checkout"}})
    said = verdicts(pack, graph, first_time=False)
    assert ("queue_refuses_plain_http", "undecided") in {(one.check, one.outcome) for one in said}
    assert "fail" in {one.outcome for one in said}


def test_a_pack_that_cannot_be_read_never_starts(tmp_path: Path) -> None:
    for name in ("catalog", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "policies", tmp_path / "policies", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "policies/identity/kms_key_rotates.yaml").write_text("title: T\n")
    command = [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(tmp_path / "policies")]
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, env=environ, capture_output=True, text=True, timeout=120, check=False)  # noqa: S603 - this interpreter
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "the policy pack judges nothing: " in ended.stderr
    assert "policies/identity/kms_key_rotates.yaml" in ended.stderr
    assert "Traceback" not in ended.stderr


def queue(inputs: dict[str, Any]) -> StackGraph:
    stack = "services-production"
    one = resource(QUEUE, "jobs", inputs, stack=stack, parent="")
    return StackGraph(name=stack, layer="services", environment="production", resources=(one,), outputs={})


def remediations(pack: analyzer_pb2_grpc.AnalyzerStub, graph: StackGraph) -> list[analyzer_pb2.Remediation]:
    answer = pack.Remediate(registered(graph.resources[0], graph, first_time=True))
    return list(answer.remediations)
