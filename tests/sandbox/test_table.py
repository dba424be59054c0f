"""Every row says all that it must, in words that botocore and the official provider know."""

from collections.abc import Iterator, Mapping

import pytest
from botocore.model import ListShape, MapShape, Shape, StructureShape

from estate.sandbox.changes import REGION, TAGS, always_replaces, updated_by
from estate.sandbox.models import input_shape, members, operations
from estate.sandbox.row import EVERYTHING, Call, Row
from estate.sandbox.run import asked_by, inputs_named_by
from estate.sandbox.shapes import can_place
from estate.sandbox.table import TABLE, service_of
from estate.sandbox.template import compiled, expressions
from tests.sandbox.official import inputs_of
from tests.sandbox.samples import all_samples

ROWS = [pytest.param(row, id=token) for token, row in TABLE.items()]
SAMPLED = {token: [sample for sample in all_samples() if sample.token == token] for token in TABLE}


@pytest.mark.parametrize("row", ROWS)
def test_every_call_is_one_that_boto3_has_and_takes(row: Row) -> None:
    assert not [problem for call in row.calls for problem in problems_of(row, call)]


@pytest.mark.parametrize("row", ROWS)
def test_every_expression_of_a_row_can_be_read(row: Row) -> None:
    asked = [found for call in row.calls for found in asked_by(call) if found]
    for expression in (*asked, *row.replace_when.values(), *expressions(dict(row.outputs)), *expressions(dict(row.observe))):
        compiled(expression)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_names_only_inputs_that_its_type_has(row: Row) -> None:
    assert named_inputs(row) - inputs_of(row.token) == set()


@pytest.mark.parametrize("row", ROWS)
def test_whatever_a_row_takes_it_can_change_or_replace(row: Row) -> None:
    stuck = {name for name in taken_inputs(row) if not (updated_by(row, name) or always_replaces(row, name) or name in row.local)}
    assert stuck == set(), f"give {sorted(stuck)} an update, or name them in replace_on"


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_calls_a_gap_it_does_not_take(row: Row) -> None:
    assert set(row.known) & taken_inputs(row) == set()


@pytest.mark.parametrize("row", ROWS)
def test_every_input_sent_apart_has_a_call(row: Row) -> None:
    assert [name for name in row.apart if not updated_by(row, name)] == []


@pytest.mark.parametrize("row", ROWS)
def test_every_update_of_a_row_is_tried_by_a_sample(row: Row) -> None:
    tried = {name for sample in SAMPLED[row.token] for step in sample.steps for name in step}
    excused = {name for sample in SAMPLED[row.token] for name in sample.untried}
    updatable = {name for name in taken_inputs(row) | ({"tags"} if row.tag_updates else set()) if updated_by(row, name)}
    assert SAMPLED[row.token], f"there is no sample in tests/sandbox/samples/{service_of(row.token)}.py"
    assert updatable - tried - excused == set() or any(sample.lacking for sample in SAMPLED[row.token])


def test_a_row_stands_in_the_module_of_its_service() -> None:
    assert [token for token in TABLE if TABLE[token].token != token] == []


def taken_inputs(row: Row) -> set[str]:
    """The inputs of the type that the row sends somewhere; inputs that steer the provider alone are not among them."""
    create, shape = row.create, input_shape(row.service, row.create.operation)
    special = {*row.apart, *row.inside, *inputs_named_by(create)}
    names = inputs_of(row.token) - TAGS - {REGION} - set(row.local)
    return {name for name in names if name in special or can_place(name, shape, row.renames)}


def named_inputs(row: Row) -> set[str]:
    """Every input that the row speaks of."""
    updated = {name for call in row.updates for name in call.properties if call.properties != EVERYTHING}
    naming = {row.naming.property, row.naming.prefix} - {""} if row.naming else set[str]()
    renamed = {path.partition(".")[0] for path in row.renames}
    spoken = {*row.apart, *row.local, *row.defaults, *row.replace_on, *row.replace_when, *row.observe, *row.known, *row.inside}
    return updated | naming | renamed | spoken


def problems_of(row: Row, call: Call) -> Iterator[str]:
    service = call.service or row.service
    if call.operation not in operations(service):
        yield f"{service} has no {call.operation}"
        return
    yield from misplaced(call.arguments, input_shape(service, call.operation), call.operation)


def misplaced(value: object, shape: Shape, path: str) -> Iterator[str]:
    """Argument names that the shape lacks, however deep."""
    if isinstance(value, Mapping) and isinstance(shape, StructureShape):
        for name, inner in value.items():
            if name not in members(shape):
                yield f"{path}: {shape.name} has no {name}"
            else:
                yield from misplaced(inner, members(shape)[name], f"{path}.{name}")
    elif isinstance(value, list) and isinstance(shape, ListShape):
        for inner in value:
            yield from misplaced(inner, shape.member, path)
    elif isinstance(value, Mapping) and not isinstance(shape, MapShape) and shape.type_name != "string":  # a string takes it as JSON
        yield f"{path}: {shape.name} is a {shape.type_name}"
