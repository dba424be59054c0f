"""Every type of the table lives its whole life as the engine leads it: over the protocol, on a real emulator."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2_grpc

from estate.sandbox.aws_keeper import AwsKeeper
from estate.sandbox.clients import Place
from estate.sandbox.provider import Provider
from estate.sandbox.recorded import Journal
from estate.sandbox.row import Row
from estate.sandbox.table import TABLE
from tests.sandbox.attached import DIFF_NONE, DIFF_SOME, UNKNOWN, Attached, Known, serving, values
from tests.sandbox.sample import Sample, Step
from tests.sandbox.samples import all_samples
from tests.sandbox.workshop import Workshop

SAMPLES = [pytest.param(sample, id=sample.title) for sample in all_samples() if not sample.lacking]


@pytest.fixture
def stub(place: Place) -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    journal = Journal()
    with serving(Provider(package="aws", journal=journal, aws=AwsKeeper(journal=journal, place_of=lambda _subject: place))) as stub:
        yield stub
    assert not journal.recorded(), "what the table knows must be made, not recorded"


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_resource_lives_its_whole_life_under_the_engine(
    sample: Sample, workshop: Workshop, stub: provider_pb2_grpc.ResourceProviderStub
) -> None:
    row, inputs = TABLE[sample.token], workshop.inputs(sample.inputs)
    resource = Attached(stub=stub, token=sample.token)
    checked = resource.checked(inputs)
    assert_previewed(row, inputs, resource.preview(checked))
    known = resource.create(checked)
    assert resource.diff(known, resource.checked(inputs, known.inputs)).changes == DIFF_NONE
    assert_read(resource, known)
    for step in sample.steps:
        inputs, known = assert_updated(resource, known, inputs, workshop.inputs(step))
    resource.delete(known)
    assert row.lingers or not resource.read(known).id


def assert_previewed(row: Row, inputs: Mapping[str, Any], shown: Any) -> None:
    """Known is what is given, unknown what only AWS knows."""
    assert not shown.id
    outputs = values(shown.properties)
    assert {name: outputs.get(name) for name in inputs} == inputs
    assert {name for name in row.outputs if name not in inputs and name not in row.defaults and outputs.get(name) != UNKNOWN} == set()


def assert_read(resource: Attached, known: Known) -> None:
    """A read right after finds what the state says, so that a refresh shows no change."""
    found = resource.read(known)
    assert found.id == known.id
    assert values(found.inputs) == values(known.inputs)
    assert values(found.properties) == values(known.outputs)


def assert_updated(resource: Attached, known: Known, inputs: Mapping[str, Any], step: Step) -> tuple[dict[str, Any], Known]:
    new = {name: value for name, value in {**inputs, **step}.items() if value is not None}
    checked = resource.checked(new, known.inputs)
    difference = resource.diff(known, checked)
    assert (difference.changes, list(difference.replaces)) == (DIFF_SOME, [])
    assert set(difference.diffs) == {name for name in step if values(checked).get(name) != values(known.inputs).get(name)}
    previewed = values(resource.update(known, checked, preview=True).outputs)
    assert {name: previewed.get(name) for name in new} == new
    known = resource.update(known, checked)
    assert_read(resource, known)
    return new, known
