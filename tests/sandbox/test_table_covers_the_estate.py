"""Whatever the estate registers on AWS, the sandbox can make, or a file says why not."""

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, cast

import yaml

from estate.graph.model import Resource, is_secret, is_unknown
from estate.sandbox.clients import Clients, Place
from estate.sandbox.errors import UnplacedProperty
from estate.sandbox.models import input_shape
from estate.sandbox.row import Row
from estate.sandbox.run import Run, inputs_named_by
from estate.sandbox.shapes import can_place
from estate.sandbox.table import TABLE
from tests.components.builds import ROOT, graph_of
from tests.stacks.recordings import recording_of, stacks_with_a_program

NOWHERE = Place(account="111111111111", region="eu-central-1", clients=Clients("http://127.0.0.1:1"))
SAMPLES = sorted(path.stem for path in (ROOT / "tests/components/samples").glob("*.py") if path.stem != "__init__")


@cache
def not_in_table() -> Mapping[str, str]:
    content = files("estate.sandbox").joinpath("not_in_table.yaml").read_text(encoding="utf-8")
    return cast("Mapping[str, str]", yaml.safe_load(content) or {})


@cache
def registered() -> tuple[Resource, ...]:
    """Every AWS resource of the components' samples and of the reference estate's stacks."""
    modules = [importlib.import_module(f"tests.components.samples.{name}") for name in SAMPLES]
    programs = [program for module in modules for size in ("smallest", "largest") if (program := getattr(module, size, None))]
    recordings = [*(graph_of(program) for program in programs), *(recording_of(stack) for stack in stacks_with_a_program())]
    return tuple(one for recording in recordings for one in recording.resources if one.custom and one.type.startswith("aws:"))


def test_every_type_of_the_estate_has_a_row_or_a_reason() -> None:
    missing = {one.type for one in registered()} - set(TABLE)
    unexplained, outdated = missing - set(not_in_table()), set(not_in_table()) - missing
    assert not unexplained, f"give a row, or a reason in estate/sandbox/not_in_table.yaml, to {sorted(unexplained)}"
    assert not outdated, f"take out of estate/sandbox/not_in_table.yaml what has a row or what nothing registers: {sorted(outdated)}"


def test_every_property_of_the_estate_has_a_place() -> None:
    gaps = {f"{one.type}: {gap}" for one in registered() if one.type in TABLE for gap in gaps_of(TABLE[one.type], one.inputs)}
    assert not gaps, "\n".join(sorted(gaps))


def gaps_of(row: Row, inputs: Mapping[str, Any]) -> Iterator[str]:
    """What the row cannot place, or calls a gap; of a value that nobody knows yet, its name alone counts."""
    yield from (f"{name} is a gap: {row.known[name]}" for name in sorted(row.known.keys() & inputs.keys()))
    yield from (f"{name} has no place" for name in sorted(inputs) if is_unknown(inputs[name]) and not takes(row, name))
    try:
        Run.of(row, {name: value for name, value in plain(inputs).items() if name not in row.known}, NOWHERE).parameters()
    except UnplacedProperty as error:
        yield from map(str, error.unplaced)


def takes(row: Row, name: str) -> bool:
    elsewhere = {"region", "tags", *row.apart, *row.local, *row.inside, *row.known, *inputs_named_by(row.create)}
    return name in elsewhere or can_place(name, input_shape(row.service, row.create.operation), row.renames)


def plain(value: Any) -> Any:
    """The value without what nobody knows yet; a secret is some text."""
    if is_secret(value):
        return "secret"
    if isinstance(value, Mapping):
        return {name: plain(inner) for name, inner in value.items() if not is_unknown(inner)}
    return [plain(inner) for inner in value if not is_unknown(inner)] if isinstance(value, list) else value
