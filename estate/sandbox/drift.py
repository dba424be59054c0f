"""What somebody changed by hand: the inputs as a read finds them."""

from collections.abc import Mapping

from estate.sandbox.operations import Created
from estate.sandbox.properties import Properties
from estate.sandbox.readback import ABSENT, Difference, differences, judge
from estate.sandbox.row import Row
from estate.sandbox.run import plain
from estate.sandbox.subject import Kept


def as_found(row: Row, inputs: Properties, found: Created) -> Kept:
    """The resource with the values that the world has; what the emulator is known to show otherwise stays as declared.

    A default that a read does not show is no change: nobody declared it.
    """
    drifted, outputs = dict(inputs.values), dict(found.outputs)
    for one in judge(row.token, differences(row, inputs.values, found)).new:
        if one.observed != ABSENT or one.property not in inputs.defaults:
            drifted, outputs = _with(drifted, one), _with(outputs, one)
    if "tagsAll" in outputs:
        outputs["tagsAll"] = drifted.get("tags") or dict[str, object]()
    return Kept(id=found.id, outputs=outputs, inputs=drifted)


def _with(values: Mapping[str, object], one: Difference) -> dict[str, object]:
    """The values with one difference put in; a place inside a list stays as it is, because the paths have no indexes."""
    name, _, rest = one.property.partition(".")
    held = values.get(name)
    if not rest:
        return {key: value for key, value in {**values, name: plain(one.observed)}.items() if value != ABSENT}
    if not isinstance(held, Mapping):
        return dict(values)
    return {**values, name: _with(held, Difference(property=rest, declared=one.declared, observed=one.observed))}
