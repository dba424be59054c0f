"""Makes samples on the emulator, with everything that they stand on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from estate.sandbox.clients import Place
from estate.sandbox.operations import Created, create, delete
from estate.sandbox.table import TABLE
from tests.sandbox.sample import Sample, The
from tests.sandbox.samples import all_samples


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """What one test makes: what a sample refers to is made once, and all of it is deleted in the end."""

    place: Place
    made: dict[tuple[str, str], Created] = field(default_factory=dict[tuple[str, str], Created])

    def make(self, sample: Sample) -> Created:
        key = (sample.token, sample.variant)
        if key not in self.made:
            self.made[key] = create(TABLE[sample.token], self.inputs(sample.inputs), self.place)
        return self.made[key]

    def inputs(self, inputs: Mapping[str, object]) -> dict[str, object]:
        return {name: self._resolved(value) for name, value in inputs.items()}

    def clear(self) -> None:
        while self.made:
            (token, _), made = self.made.popitem()
            delete(TABLE[token], made.id, made.outputs, self.place)

    def _resolved(self, value: object) -> object:
        if isinstance(value, The):
            found = self.make(sample_of(value))
            return found.id if value.output == "id" else found.outputs[value.output]
        if isinstance(value, Mapping):
            return {name: self._resolved(inner) for name, inner in value.items()}
        return [self._resolved(inner) for inner in value] if isinstance(value, list) else value


def sample_of(wanted: The) -> Sample:
    return next(sample for sample in all_samples() if (sample.token, sample.variant) == (wanted.token, wanted.variant))
