"""The service that the engine asks (pulumirpc.Analyzer): each resource before it is made, and in the end the whole stack.

The SDK's own service reads every resource anew for every policy, gives all verdicts of a policy one level, and gives a policy up
at the first value that is not known. None of that holds here: see docs/decisions/0021-the-served-pack-answers-the-engine-itself.md.
"""

import threading
from collections.abc import Iterable
from typing import NoReturn

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc, plugin_pb2

from estate.graph.model import Resource
from estate.layers import StackName, UnknownStackError, parse_stack
from estate.readiness.judge import Result
from estate.readiness.served import answers
from estate.readiness.served.bench import Bench
from estate.readiness.served.handed import handed, resource_of, stack_name
from estate.readiness.served.tagging import remediation


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """One pack, for as long as one engine runs."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._lock = threading.Lock()
        self._levels: dict[str, int] = {}
        self._seen: dict[str, Resource] = {}
        self._told: set[tuple[str, str | None]] = set()

    def Handshake(
        self, request: analyzer_pb2.AnalyzerHandshakeRequest, context: grpc.ServicerContext
    ) -> analyzer_pb2.AnalyzerHandshakeResponse:
        """Nothing is asked of the engine."""
        return analyzer_pb2.AnalyzerHandshakeResponse()

    def ConfigureStack(
        self, request: analyzer_pb2.AnalyzerStackConfigureRequest, context: grpc.ServicerContext
    ) -> analyzer_pb2.AnalyzerStackConfigureResponse:
        """A new run: what an earlier one showed is forgotten. Which stack it is, every URN says."""
        with self._lock:
            self._seen.clear()
            self._told.clear()
        return analyzer_pb2.AnalyzerStackConfigureResponse()

    def GetAnalyzerInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> analyzer_pb2.AnalyzerInfo:
        """Every check."""
        return answers.info(self._bench.pack.checks)

    def GetPluginInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """The pack's version."""
        return plugin_pb2.PluginInfo(version=answers.VERSION)

    def Configure(self, request: analyzer_pb2.ConfigureAnalyzerRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """What `--policy-pack-config` says: a check may be switched off or only advise, never become stricter than the pack."""
        self._levels = {name: config.enforcementLevel for name, config in request.policyConfig.items()}
        return empty_pb2.Empty()

    def Analyze(self, request: analyzer_pb2.AnalyzeRequest, context: grpc.ServicerContext) -> analyzer_pb2.AnalyzeResponse:
        """What fails about a resource whatever else there is."""
        stack = self._stack(request.urn, context)
        resource = resource_of(request)
        found = self._bench.early_failures(resource, stack)
        with self._lock:
            self._seen[request.urn] = resource
            self._told.update((result.check.id, result.subject.urn) for result in found)
        return analyzer_pb2.AnalyzeResponse(diagnostics=self._said(found))

    def AnalyzeStack(self, request: analyzer_pb2.AnalyzeStackRequest, context: grpc.ServicerContext) -> analyzer_pb2.AnalyzeResponse:
        """Everything that was not said of a resource alone."""
        if not request.resources:
            return analyzer_pb2.AnalyzeResponse()
        stack = self._stack(request.resources[0].urn, context)
        with self._lock:
            seen, told = dict(self._seen), frozenset(self._told)
        results = self._bench.verdicts(handed(stack, request.resources, seen))
        left = tuple(result for result in results if (result.check.id, result.subject.urn) not in told)
        return analyzer_pb2.AnalyzeResponse(
            diagnostics=self._said(left), not_applicable=answers.not_applicable(self._bench.pack.checks, left)
        )

    def Remediate(self, request: analyzer_pb2.AnalyzeRequest, context: grpc.ServicerContext) -> analyzer_pb2.RemediateResponse:
        """The resource with the tags that it lacks."""
        stack = self._stack(request.urn, context)
        if self._is_off(answers.TAGS):
            return analyzer_pb2.RemediateResponse()
        found = remediation(request, resource_of(request), stack, self._bench.catalog)
        return analyzer_pb2.RemediateResponse(remediations=[found] if found else [])

    def Cancel(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Nothing here takes long enough to be stopped."""
        return empty_pb2.Empty()

    def _said(self, results: Iterable[Result]) -> list[analyzer_pb2.AnalyzeDiagnostic]:
        heard = [result for result in results if not self._is_off(result.check.id)]
        strict = [result for result in heard if self._bench.is_mandatory(result) and not self._only_advises(result.check.id)]
        return answers.diagnostics(heard, mandatory=strict)

    def _is_off(self, policy: str) -> bool:
        return self._levels.get(policy) == analyzer_pb2.DISABLED

    def _only_advises(self, policy: str) -> bool:
        return policy in self._levels and self._levels[policy] == analyzer_pb2.ADVISORY

    def _stack(self, urn: str, context: grpc.ServicerContext) -> StackName:
        try:
            return parse_stack(stack_name(urn), tuple(self._bench.catalog.environments))
        except UnknownStackError as error:
            return _refuse(context, f"{error}; the pack says what stops a rollout by environment, and judges no other stack")


def _refuse(context: grpc.ServicerContext, text: str) -> NoReturn:
    context.abort(grpc.StatusCode.INVALID_ARGUMENT, text)
    raise AssertionError(text)
