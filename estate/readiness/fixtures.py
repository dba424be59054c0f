"""The fixtures of a check: small plans beside it, each with the verdict that it must get.

Facts of the catalog come from the pack's folder `_catalog`; a fixture changes the keys that it names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.explain import explain
from estate.catalog.fact import Fact
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.reader import read_document
from estate.graph.model import UNKNOWN, Resource, is_unknown
from estate.readiness.check import Check
from estate.readiness.fixture_catalog import catalog_with
from estate.readiness.judge import judge
from estate.readiness.pack import FIXTURES_ENDING
from estate.readiness.resources import Item, Resources
from estate.readiness.verdict import Verdict
from estate.readiness.world import Attestation, World

DAY = date(2026, 11, 2)
"""Today, in every fixture that does not say otherwise."""

Outcomes = Literal["pass", "fail", "undecided", "not_applicable"]


class FixtureResource(Fact):
    """A resource of a small plan."""

    type: str
    name: str = "main"
    inputs: dict[str, Any] = Field(default_factory=dict)
    real: dict[str, Any] = Field(default_factory=dict)
    """What is known of it because it exists: `id`, `arn`."""
    parent: str = "root"
    stack: str = "main"
    environment: str | None = None
    """Nothing given: the fixture's."""


class FixtureAttestation(Fact):
    """Evidence that somebody wrote down."""

    kind: str
    subject: str
    on: date = Field(strict=False)
    passed: bool = True
    values: dict[str, float] = Field(default_factory=dict, strict=False)


class Fixture(Fact):
    """A small plan, and the verdict on its subject."""

    name: str = Field(min_length=1)
    """What is special about it."""
    expect: Outcomes
    says: str | None = None
    """Words that the verdict must contain."""
    subject: str | None = None
    """The name of the judged resource, service, store, environment or team; nothing given: the first."""
    environment: str = "production"
    today: date = Field(default=DAY, strict=False)
    resources: tuple[FixtureResource, ...] = Field(default=(), strict=False)
    outputs: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """What stacks export, by the stack's name."""
    catalog: dict[str, Any] = Field(default_factory=dict)
    """Keys of the catalog's files to change: `{services: {checkout: {tier: 2}}}`; null takes a key out."""
    files: tuple[str, ...] = Field(default=(), strict=False)
    """Files of the repository that exist."""
    attestations: tuple[FixtureAttestation, ...] = Field(default=(), strict=False)


class _Fixtures(Fact):
    fixtures: tuple[Fixture, ...] = Field(min_length=1, strict=False)


_ADAPTER = TypeAdapter(_Fixtures)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a fixture got."""

    check: Check
    fixture: Fixture
    verdict: Verdict | None
    """None where the plan holds nothing that the check judges."""

    @property
    def complaint(self) -> str | None:
        """Why it is not what the fixture expects; None where it is."""
        if self.verdict is None:
            return f"nothing was judged; expected {self.fixture.expect} for {self.fixture.subject or 'some subject'}"
        if self.verdict.outcome != self.fixture.expect:
            return f"{self.verdict.outcome}: {self.verdict.text}; expected {self.fixture.expect}"
        if self.fixture.says and self.fixture.says not in self.verdict.text:
            return f"says {self.verdict.text!r}; expected the words {self.fixture.says!r}"
        return None


def load_fixtures(check: Check, folder: Path) -> tuple[Fixture, ...]:
    """The fixtures of a check in the pack `folder`. CatalogError with every mistake in them."""
    path = folder / check.pillar / f"{check.id}{FIXTURES_ENDING}"
    file = _file_of(check, folder)
    if not path.is_file():
        raise CatalogError([Mistake(file=file, text="is missing; expected fixtures that pass, fail and are undecided")])
    document = read_document(path.read_bytes(), file=file)
    if document.mistakes:
        raise CatalogError(document.mistakes)
    try:
        return _ADAPTER.validate_python(document.data).fixtures
    except ValidationError as error:
        raise CatalogError(explain(error, document=document, model=_Fixtures)) from None


def _file_of(check: Check, folder: Path) -> str:
    return f"{folder.name}/{check.pillar}/{check.id}{FIXTURES_ENDING}"


def run_fixture(check: Check, fixture: Fixture, folder: Path) -> Outcome:
    """The verdict on the subject of a fixture. CatalogError where the catalog that it describes is none."""
    try:
        world = world_of(fixture, folder)
    except CatalogError as error:
        raise CatalogError([_in_fixture(mistake, fixture, _file_of(check, folder)) for mistake in error.mistakes]) from None
    results = judge((check,), world)
    found = [result for result in results if fixture.subject in (None, result.subject.name)]
    return Outcome(check=check, fixture=fixture, verdict=found[0].verdict if found else None)


def _in_fixture(mistake: Mistake, fixture: Fixture, file: str) -> Mistake:
    return Mistake(file=file, text=f"fixture {fixture.name!r}, {mistake.place}: {mistake.message}", hint=mistake.hint)


def world_of(fixture: Fixture, folder: Path) -> World:
    """The world that a fixture describes."""
    return World(
        environment=fixture.environment,
        seen=Resources(tuple(_item(given, fixture) for given in fixture.resources), fixture.outputs),
        today=fixture.today,
        catalog=catalog_with(fixture.catalog, folder),
        attestations=tuple(_attestation(one) for one in fixture.attestations),
        is_file=frozenset(fixture.files).__contains__,
    )


def _attestation(given: FixtureAttestation) -> Attestation:
    return Attestation(kind=given.kind, subject=given.subject, on=given.on, file="evidence.json", passed=given.passed, values=given.values)


def with_unknowns(fixture: Fixture) -> Iterator[tuple[str, Fixture]]:
    """The fixture with one known value made unknown, for every value that its resources have; and which one it was."""
    for index, given in enumerate(fixture.resources):
        for path, inputs in _each_unknown(given.inputs):
            changed = given.model_copy(update={"inputs": inputs})
            resources = (*fixture.resources[:index], changed, *fixture.resources[index + 1 :])
            yield f"{given.type} {given.name}: {path}", fixture.model_copy(update={"resources": resources})


def _each_unknown(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if is_unknown(value):
        return
    if path:
        yield path, dict(UNKNOWN)
    if isinstance(value, dict):
        for key, member in value.items():
            yield from ((below, {**value, key: changed}) for below, changed in _each_unknown(member, f"{path}.{key}"))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            for below, changed in _each_unknown(member, f"{path}[{index}]"):
                yield below, [*value[:index], changed, *value[index + 1 :]]


def _item(given: FixtureResource, fixture: Fixture) -> Item:
    environment = given.environment or fixture.environment
    resource = Resource(
        urn=f"urn:pulumi:{given.stack}::fixture::{given.type}::{given.name}",
        type=given.type,
        name=given.name,
        parent=given.parent,
        custom=True,
        inputs=given.inputs,
        depends_on=(),
        protect=False,
        aliases=(),
        ignore_changes=(),
        region=None,
        source=None,
    )
    return Item(resource=resource, stack=given.stack, environment=environment, real=given.real)
