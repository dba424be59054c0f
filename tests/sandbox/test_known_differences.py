"""What the emulator is known to show otherwise is still so: an entry that nothing needs would hide what is new."""

from collections.abc import Iterator, Mapping

import pytest

from estate.sandbox.operations import delete, read, update
from estate.sandbox.readback import differences, known_differences
from estate.sandbox.row import Inputs
from estate.sandbox.table import TABLE
from tests.sandbox.sample import Sample
from tests.sandbox.samples import all_samples
from tests.sandbox.workshop import Workshop

# Shown by no sample: the values come of types that the emulator lacks (test_up_unknown.py).
UNKNOWN: Mapping[str, set[str]] = {"aws:msk/cluster:Cluster": {"configurationInfo"}}


@pytest.mark.parametrize("token", sorted(known_differences()))
def test_every_known_difference_is_shown_by_a_sample(token: str, workshop: Workshop) -> None:
    lives = [(sample, workshop.inputs(sample.inputs)) for sample in all_samples() if sample.token == token and not sample.lacking]
    seen = {prop for sample, inputs in lives for prop in lived(sample, inputs, workshop)}
    # Once more: what is made later may hide what was made before.
    seen |= {prop for sample, inputs in lives for prop in shown(sample, inputs, workshop)}
    for sample, inputs in lives:
        made = workshop.make(sample)
        delete(TABLE[token], made.id, {**made.outputs, **inputs}, workshop.place)
    unneeded = {path for path in known_differences()[token] if not any(prop == path or prop.startswith(f"{path}.") for prop in seen)}
    assert unneeded == UNKNOWN.get(token, set()), (
        f"no sample of {token} shows a difference in {', '.join(sorted(unneeded))}: take it out of estate/sandbox/known_differences.yaml, "
        "or give a sample the value with which the emulator still differs"
    )


def lived(sample: Sample, inputs: dict[str, object], workshop: Workshop) -> Iterator[str]:
    """The properties that read back otherwise, or on which a change has no effect; `inputs` are left as the last step wants them."""
    yield from shown(sample, inputs, workshop)
    for step in sample.steps:
        before = dict(inputs)
        inputs.update(workshop.inputs(step))
        for name in [name for name, value in inputs.items() if value is None]:
            del inputs[name]
        update(TABLE[sample.token], workshop.make(sample).id, before, inputs, workshop.place)
        yield from shown(sample, inputs, workshop)
        yield from (step.keys() & before.keys()) - {prop.partition(".")[0] for prop in shown(sample, before, workshop)}


def shown(sample: Sample, inputs: Inputs, workshop: Workshop) -> Iterator[str]:
    """The properties that a read shows otherwise than the inputs say."""
    row = TABLE[sample.token]
    found = read(row, workshop.make(sample).id, inputs, workshop.place)
    assert found is not None
    yield from (one.property for one in differences(row, inputs, found))
