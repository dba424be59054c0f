"""An `aws` provider of the test's own account, and what it told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pulumi.runtime.proto import provider_pb2_grpc

from estate.sandbox.aws_keeper import AwsKeeper
from estate.sandbox.clients import Place
from estate.sandbox.provider import Provider
from estate.sandbox.recorded import Entry, Journal
from tests.sandbox.attached import Attached, serving


@dataclass(frozen=True, kw_only=True)
class Bench:
    """A provider that is attached to, and its journal."""

    stub: provider_pb2_grpc.ResourceProviderStub
    place: Place
    journal: Journal
    entries: list[Entry] = field(default_factory=list[Entry])

    def resource(self, token: str, name: str = "one", stack: str = "network-dev") -> Attached:
        return Attached(stub=self.stub, token=token, name=name, stack=stack)


@contextmanager
def bench_in(place: Place) -> Iterator[Bench]:
    entries: list[Entry] = []
    journal = Journal(told=entries.append)
    with serving(Provider(package="aws", journal=journal, aws=AwsKeeper(journal=journal, place_of=lambda _subject: place))) as stub:
        yield Bench(stub=stub, place=place, journal=journal, entries=entries)
