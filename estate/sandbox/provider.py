"""A Pulumi provider that the engine attaches to: the engine's protocol on one side, a keeper of resources on the other.

One provider serves one package. `aws` keeps what the table knows on the emulator; everything else is recorded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import NoReturn, TypeVar

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from estate.errors import EstateError
from estate.sandbox.auto_naming import Suggestion
from estate.sandbox.aws_keeper import AwsKeeper
from estate.sandbox.declared import Fault
from estate.sandbox.detailed_diff import diff_response
from estate.sandbox.engine_errors import HALF_MADE, abort, abort_half_made
from estate.sandbox.errors import HalfMade, Unreachable
from estate.sandbox.preview import before_create, before_update
from estate.sandbox.properties import DEFAULTS, Properties, closed, opened, without_secrets
from estate.sandbox.provider_config import config_faults
from estate.sandbox.recorded import Journal, Recorder, is_recorded
from estate.sandbox.subject import Keeper, Subject, Verdict
from estate.sandbox.table import TABLE

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True)
class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """The provider of one package. `aws` is the keeper of the table's types, where the package has one."""

    package: str
    journal: Journal
    aws: AwsKeeper | None = None

    def Handshake(
        self, request: provider_pb2.ProviderHandshakeRequest, context: grpc.ServicerContext
    ) -> provider_pb2.ProviderHandshakeResponse:
        """What this provider understands."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def Attach(self, request: plugin_pb2.PluginAttach, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """The engine says where it listens; nothing is asked of it."""
        return empty_pb2.Empty()

    def GetPluginInfo(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> plugin_pb2.PluginInfo:
        """The version of the SDK's package: the engine warns of any other."""
        try:
            return plugin_pb2.PluginInfo(version=version(f"pulumi-{self.package}"))
        except PackageNotFoundError:
            return plugin_pb2.PluginInfo()

    def CheckConfig(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> provider_pb2.CheckResponse:
        """Refuse settings that the sandbox cannot keep."""
        subject, settings, aws = Subject(urn=request.urn), opened(request.news), self.aws
        if aws is None:
            return provider_pb2.CheckResponse(inputs=request.news)
        found = self._answer(context, subject, (settings,), lambda: config_faults(settings.values, aws.place_of(subject)))
        return provider_pb2.CheckResponse(inputs=request.news, failures=_failures(found))

    def DiffConfig(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> provider_pb2.DiffResponse:
        """Settings change nothing: the catalog says where a stack lives."""
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Configure(self, request: provider_pb2.ConfigureRequest, context: grpc.ServicerContext) -> provider_pb2.ConfigureResponse:
        """The same capabilities as in the handshake."""
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True)

    def Invoke(self, request: provider_pb2.InvokeRequest, context: grpc.ServicerContext) -> provider_pb2.InvokeResponse:
        """Refuses, as a plan does: the same program runs in both."""
        text = f"{request.tok}: the sandbox answers no look-ups; take the value from the catalog, or from the output of a resource"
        return abort(context, grpc.StatusCode.INVALID_ARGUMENT, text)

    def Check(self, request: provider_pb2.CheckRequest, context: grpc.ServicerContext) -> provider_pb2.CheckResponse:
        """All faults of the inputs; without any, the inputs with what the provider fills in."""
        subject, old, new = Subject(urn=request.urn), opened(request.olds), opened(request.news)
        checked = self._answer(context, subject, (old, new), lambda: self._keeper(subject).check(subject, old, new, _suggestion(request)))
        inputs = struct_pb2.Struct()
        inputs.CopyFrom(request.news)
        inputs.MergeFrom(closed({**checked.filled, DEFAULTS: sorted(checked.filled)}, new))
        failures = [Fault(property=one.property, reason=without_secrets(one.reason, new)) for one in checked.faults]
        return provider_pb2.CheckResponse(inputs=inputs, failures=_failures(failures))

    def Diff(self, request: provider_pb2.DiffRequest, context: grpc.ServicerContext) -> provider_pb2.DiffResponse:
        """Nothing, an update, or a replacement."""
        subject, old, new = Subject(urn=request.urn), opened(request.old_inputs), opened(request.news)
        if HALF_MADE in request.olds.fields:
            return diff_response(Verdict(replaces=("id",), delete_first=True), old, new)
        verdict = self._answer(context, subject, (old, new), lambda: self._keeper(subject, request.id).compare(subject, old, new))
        return diff_response(_with_new_secrets(verdict, old, new), old, new)

    def Create(self, request: provider_pb2.CreateRequest, context: grpc.ServicerContext) -> provider_pb2.CreateResponse:
        """Make it, or say what it will look like."""
        subject, inputs = Subject(urn=request.urn), opened(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=closed(before_create(subject.token, inputs), inputs))
        made = self._answer(context, subject, (inputs,), lambda: self._keeper(subject).create(subject, inputs))
        return provider_pb2.CreateResponse(id=made.id, properties=closed(made.outputs, inputs))

    def Read(self, request: provider_pb2.ReadRequest, context: grpc.ServicerContext) -> provider_pb2.ReadResponse:
        """The resource as it is; empty when it is gone."""
        subject, inputs, outputs = Subject(urn=request.urn), opened(request.inputs), opened(request.properties)
        if not request.inputs.fields:
            text = f"{subject}: the sandbox reads only what it has made; {request.id!r} is not in this stack's state"
            return abort(context, grpc.StatusCode.INVALID_ARGUMENT, text)
        secret = (inputs, outputs)
        found = self._answer(context, subject, secret, lambda: self._keeper(subject, request.id).read(subject, request.id, inputs, outputs))
        if found is None:
            return provider_pb2.ReadResponse()
        read = request.inputs if found.inputs is None else closed({**found.inputs, DEFAULTS: sorted(inputs.defaults)}, *secret)
        still = {HALF_MADE: True} if HALF_MADE in request.properties.fields else dict[str, object]()
        return provider_pb2.ReadResponse(id=found.id, properties=closed({**found.outputs, **still}, *secret), inputs=read)

    def Update(self, request: provider_pb2.UpdateRequest, context: grpc.ServicerContext) -> provider_pb2.UpdateResponse:
        """Change it, or say what it will look like."""
        subject, old, new, outputs = Subject(urn=request.urn), opened(request.old_inputs), opened(request.news), opened(request.olds)
        if request.preview:
            shown = before_update(TABLE.get(subject.token), old=old, new=new, outputs=outputs)
            return provider_pb2.UpdateResponse(properties=closed(shown, new, outputs))
        changed = self._answer(
            context, subject, (old, new, outputs), lambda: self._keeper(subject, request.id).update(subject, request.id, old, new)
        )
        return provider_pb2.UpdateResponse(properties=closed(changed.outputs, new))

    def Delete(self, request: provider_pb2.DeleteRequest, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Take it away."""
        subject, inputs, outputs = Subject(urn=request.urn), opened(request.old_inputs), opened(request.properties)
        self._answer(
            context, subject, (inputs, outputs), lambda: self._keeper(subject, request.id).delete(subject, request.id, inputs, outputs)
        )
        return empty_pb2.Empty()

    def Cancel(self, request: empty_pb2.Empty, context: grpc.ServicerContext) -> empty_pb2.Empty:
        """Nothing here takes long enough to be stopped."""
        return empty_pb2.Empty()

    def _keeper(self, subject: Subject, identity: str = "") -> Keeper:
        """Who keeps the resource; what was recorded once stays so."""
        if self.aws is not None and subject.token in TABLE and not is_recorded(identity):
            return self.aws
        return Recorder(journal=self.journal, why="the table has no row for it" if self.aws is not None else "")

    def _answer(self, context: grpc.ServicerContext, subject: Subject, secret: tuple[Properties, ...], ask: Callable[[], Answer]) -> Answer:
        """The answer, or an error of this resource that the engine shows and that leaves its others alone."""
        try:
            return ask()
        except HalfMade as error:
            self._fail(subject, without_secrets(str(error), *secret))
            return abort_half_made(context, error, secret[-1])
        except EstateError as error:
            code = grpc.StatusCode.UNAVAILABLE if isinstance(error, Unreachable) else grpc.StatusCode.FAILED_PRECONDITION
            return self._refuse(context, subject, code, without_secrets(str(error), *secret))
        except Exception as error:  # noqa: BLE001 - the last resort: without it the engine would take the resource for half made
            text = (
                f"{subject}: this is a mistake of estate itself, not yours: {type(error).__name__}: {without_secrets(str(error), *secret)}"
            )
            return self._refuse(context, subject, grpc.StatusCode.FAILED_PRECONDITION, text)

    def _refuse(self, context: grpc.ServicerContext, subject: Subject, code: grpc.StatusCode, text: str) -> NoReturn:
        self._fail(subject, text)
        return abort(context, code, text)

    def _fail(self, subject: Subject, text: str) -> None:
        self.journal.tell(subject, "failed", text)


def _suggestion(request: provider_pb2.CheckRequest) -> Suggestion:
    given, modes = request.autonaming, provider_pb2.CheckRequest.AutonamingOptions
    is_off = request.HasField("autonaming") and given.mode == modes.DISABLE
    return Suggestion(seed=request.randomSeed, proposed=given.proposed_name, is_off=is_off)


def _failures(found: Iterable[Fault]) -> list[provider_pb2.CheckFailure]:
    return [provider_pb2.CheckFailure(property=one.property, reason=one.reason) for one in found]


def _with_new_secrets(verdict: Verdict, old: Properties, new: Properties) -> Verdict:
    """A value that became a secret is an update, so that the state does not keep it in the open."""
    hidden = {str(path[0]) for path in new.secrets - old.secrets} - {*verdict.updates, *verdict.replaces}
    return Verdict(updates=tuple(sorted({*verdict.updates, *hidden})), replaces=verdict.replaces, delete_first=verdict.delete_first)
