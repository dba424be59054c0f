"""Every type of the table lives its whole life on a real emulator."""

import pytest

from estate.sandbox.changes import TAGS, change
from estate.sandbox.errors import NotSupported
from estate.sandbox.operations import Created, delete, read, update
from estate.sandbox.readback import differences, judge, known_differences
from estate.sandbox.row import Row
from estate.sandbox.table import TABLE
from tests.sandbox.official import misread
from tests.sandbox.sample import Sample, Step
from tests.sandbox.samples import all_samples
from tests.sandbox.workshop import Workshop

SAMPLES = [pytest.param(sample, id=sample.title) for sample in all_samples() if not sample.lacking]
LACKING = [pytest.param(sample, id=sample.title) for sample in all_samples() if sample.lacking]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_resource_lives_through_create_read_update_and_delete(sample: Sample, workshop: Workshop) -> None:
    row, inputs = TABLE[sample.token], workshop.inputs(sample.inputs)
    made = workshop.make(sample)
    assert misread(sample.token, made.outputs) == []
    assert_shown(row, inputs, read(row, made.id, made.outputs, workshop.place))
    for step in sample.steps:
        inputs = assert_updated(row, made.id, inputs, step, workshop)
    delete(row, made.id, {**made.outputs, **inputs}, workshop.place)
    left = read(row, made.id, inputs, workshop.place)
    assert (left is None) == (not row.lingers), f"after the delete calls the read call finds {left}"


@pytest.mark.parametrize("sample", SAMPLES)
def test_deleting_what_is_gone_is_no_error(sample: Sample, workshop: Workshop) -> None:
    row, made = TABLE[sample.token], workshop.make(sample)
    delete(row, made.id, made.outputs, workshop.place)
    delete(row, made.id, made.outputs, workshop.place)


@pytest.mark.parametrize("sample", LACKING)
def test_what_the_emulator_lacks_is_said_by_its_operation(sample: Sample, workshop: Workshop) -> None:
    with pytest.raises(NotSupported) as caught:
        workshop.make(sample)
    assert (caught.value.token, caught.value.operation) == (sample.token, sample.lacking)


def assert_shown(row: Row, inputs: dict[str, object], found: Created | None) -> None:
    assert found is not None, "the read call finds nothing"
    assert not judge(row.token, differences(row, inputs, found)).new


def assert_updated(row: Row, identity: str, inputs: dict[str, object], step: Step, workshop: Workshop) -> dict[str, object]:
    """Carries out the step; the state must show it, and must not show any more what the step changed."""
    new = {name: value for name, value in {**inputs, **workshop.inputs(step)}.items() if value is not None}
    assert not change(row, inputs, new).replaces, f"{step} replaces"
    update(row, identity, inputs, new, workshop.place)
    found = read(row, identity, new, workshop.place)
    assert_shown(row, new, found)
    assert found is not None
    stale = {difference.property.partition(".")[0] for difference in differences(row, inputs, found)}
    unseen = {name for name in step if name in inputs and name not in stale and name not in row.local}
    assert unseen <= set(known_differences().get(row.token, {})) | TAGS, f"the update of {sorted(unseen)} changed nothing"
    return new
