"""What the served pack costs: the verdicts of the whole pack on one stack, in process and as the engine asks for them.

1,000 buckets and the policy of each are judged in process; then the pack is started as the engine starts it and asked over gRPC about
each of them, and in the end about all. Beside it stands the service of the policy SDK with as many policies, each of which does nothing:
what it costs to be asked at all. The best of several rounds counts.

    python benchmarks/served_pack.py [--rounds 3]
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import grpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc
from pulumi_policy import EnforcementLevel, Policy, StackValidationPolicy
from pulumi_policy.policy import _PolicyAnalyzerServicer
from readiness import bucket_and_policy

from estate.graph.model import Resource, StackGraph
from estate.readiness.served.bench import Bench
from estate.readiness.served.handed import Handed

POLICIES = Path(__file__).resolve().parents[1] / "policies"
BUCKETS = 1_000
STACK = "data-production"
LIMITS = [("grpc.max_send_message_length", -1), ("grpc.max_receive_message_length", -1)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    made = [one for number in range(BUCKETS) for one in bucket_and_policy(number)]
    bench = Bench.load(POLICIES, today=date(2026, 11, 2))
    graph = StackGraph(name=STACK, layer="data", environment="production", resources=tuple(made), outputs={})
    here = best(rounds, lambda: bench.verdicts(Handed(graph=graph, real={}, sources={})))
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", str(POLICIES)], cwd=POLICIES, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout
            port = int(process.stdout.readline())
            started = time.perf_counter() - begin
            with grpc.insecure_channel(f"127.0.0.1:{port}", options=LIMITS) as channel:
                stub = analyzer_pb2_grpc.AnalyzerStub(channel)
                each = best(rounds, lambda: [stub.Analyze(request) for request in requests(made)])
                whole = best(rounds, lambda: stub.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=messages(made))))
        finally:
            process.kill()
    idle = best(1, lambda: empty(len(bench.pack.checks)).AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=messages(made)), None))
    print(f"{len(bench.pack.checks)} checks, {len(made):,} resources, best of {rounds}: in process {here:.2f} s")
    print(f"served {each + whole:.2f} s ({each:.2f} one by one, {whole:.2f} the whole stack), after a start of {started:.2f} s")
    print(f"ratio {(each + whole) / here:.1f}; the SDK's own service with as many empty policies: {idle:.2f} s for the whole stack alone")


def best(rounds: int, run: Callable[[], object]) -> float:
    found = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        found.append(time.perf_counter() - begin)
    return min(found)


def urn(resource: Resource) -> str:
    return f"urn:pulumi:{STACK}::estate::{resource.type}::{resource.name}"


def requests(made: Sequence[Resource]) -> list[analyzer_pb2.AnalyzeRequest]:
    asked = [analyzer_pb2.AnalyzeRequest(type=one.type, urn=urn(one), name=one.name) for one in made]
    for request, one in zip(asked, made, strict=True):
        request.properties.update(dict(one.inputs))
    return asked


def messages(made: Sequence[Resource]) -> list[analyzer_pb2.AnalyzerResource]:
    shown = [analyzer_pb2.AnalyzerResource(type=one.type, urn=urn(one), name=one.name) for one in made]
    for message, one in zip(shown, made, strict=True):
        message.properties.update(dict(one.inputs))
    return shown


def empty(number: int) -> _PolicyAnalyzerServicer:
    """The SDK's service, with policies that look at nothing."""
    policies: list[Policy] = [
        StackValidationPolicy(f"policy-{index}", "nothing", lambda _arguments, _report: None, EnforcementLevel.ADVISORY)
        for index in range(number)
    ]
    return _PolicyAnalyzerServicer("empty", "0.0.1", policies, EnforcementLevel.ADVISORY)


if __name__ == "__main__":
    main()
