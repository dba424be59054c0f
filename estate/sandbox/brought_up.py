"""What a sandbox was brought up with: each stack as it was declared, and the id of everything that was made. Secrets are marks here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from estate.errors import InputError
from estate.graph.model import GRAPH_VERSION, Resource, StackGraph, is_secret, is_unknown
from estate.graph.plan import plan_from_json
from estate.sandbox.creating import Made, Outcome
from estate.sandbox.up import StackUp

FILE = "made.json"
VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Standing:
    """One resource that was made."""

    id: str
    named: Mapping[str, str]
    """The inputs that the program left to the provider: names."""


@dataclass(frozen=True, kw_only=True)
class BroughtUp:
    """The stacks of a sandbox; what is not in `standing` was never made there."""

    stacks: tuple[StackGraph, ...]
    standing: Mapping[str, Standing]
    """By URN."""


def as_document(up: Iterable[StackUp]) -> dict[str, Any]:
    """The document that the session keeps."""
    given = tuple(up)
    return {
        "version": VERSION,
        "stacks": [one.graph.as_json() for one in given],
        "standing": {urn: asdict(made) for one in given for urn, made in _standing(one)},
    }


def from_document(document: Mapping[str, Any]) -> BroughtUp:
    """What a session has kept. InputError for a document of another version."""
    if document.get("version") != VERSION:
        raise InputError(
            "the sandbox was brought up by another version of this program; start anew: estate sandbox down, estate sandbox up"
        )
    return BroughtUp(
        stacks=plan_from_json({"version": GRAPH_VERSION, "stacks": document["stacks"]}).stacks,
        standing={urn: Standing(**one) for urn, one in document["standing"].items()},
    )


def _standing(up: StackUp) -> Iterator[tuple[str, Standing]]:
    """What stands for each resource. Two of one type may have one name; what they were given tells them apart."""
    made: defaultdict[tuple[str, str], list[Made]] = defaultdict(list)
    for one in up.made:
        if one.outcome is Outcome.CREATED:
            made[one.type, one.name].append(one)
    for resource in up.graph.made:
        found = next((one for one in made[resource.type, resource.name] if _was_given(one, resource)), None)
        if found is not None:
            named = {name: value for name, value in found.inputs.items() if isinstance(value, str) and name not in resource.inputs}
            yield resource.urn, Standing(id=found.id, named=named)


def _was_given(made: Made, resource: Resource) -> bool:
    texts = ((name, value) for name, value in resource.inputs.items() if isinstance(value, str))
    return all(made.inputs.get(name) == value for name, value in texts)


def holds_mark(value: object) -> bool:
    """Whether something inside the value is secret, or was never known."""
    if is_secret(value) or is_unknown(value):
        return True
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(map(holds_mark, members))
