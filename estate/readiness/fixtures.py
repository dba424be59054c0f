"""The fixtures of a check: small plans beside it, each with the verdict that it must get.

Facts of the catalog come from the pack's folder `_catalog`; a fixture changes the keys that it names.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.catalog import Catalog
from estate.catalog.explain import explain
from estate.catalog.fact import Fact, matching
from estate.catalog.files import Source, list_files
from estate.catalog.layout import FOLDERS
from estate.catalog.load import Loaded, load_file, make_catalog, make_draft
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.reader import read_document
from estate.graph.model import UNKNOWN, Resource, is_unknown
from estate.readiness.check import Check
from estate.readiness.judge import judge
from estate.readiness.pack import FIXTURES_ENDING
from estate.readiness.resources import Item, Resources
from estate.readiness.verdict import Verdict
from estate.readiness.world import Attestation, World

CATALOG_FOLDER = "_catalog"
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
    on: str = matching(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a day such as 2026-11-01")
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
    today: str = DAY.isoformat()
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
    file = f"{folder.name}/{check.pillar}/{path.name}"
    if not path.is_file():
        raise CatalogError([Mistake(file=file, text="is missing; expected fixtures that pass, fail and are undecided")])
    document = read_document(path.read_bytes(), file=file)
    if document.mistakes:
        raise CatalogError(document.mistakes)
    try:
        return _ADAPTER.validate_python(document.data).fixtures
    except ValidationError as error:
        raise CatalogError(explain(error, document=document, model=_Fixtures)) from None


def run_fixture(check: Check, fixture: Fixture, folder: Path) -> Outcome:
    """The verdict on the subject of a fixture."""
    results = judge((check,), world_of(fixture, folder))
    found = [result for result in results if fixture.subject in (None, result.subject.name)]
    return Outcome(check=check, fixture=fixture, verdict=found[0].verdict if found else None)


def world_of(fixture: Fixture, folder: Path) -> World:
    """The world that a fixture describes."""
    return World(
        environment=fixture.environment,
        seen=Resources(tuple(_item(given, fixture) for given in fixture.resources), fixture.outputs),
        today=date.fromisoformat(fixture.today),
        catalog=_catalog(folder, fixture),
        attestations=tuple(_attestation(one) for one in fixture.attestations),
        is_file=frozenset(fixture.files).__contains__,
    )


def _attestation(given: FixtureAttestation) -> Attestation:
    day = date.fromisoformat(given.on)
    return Attestation(kind=given.kind, subject=given.subject, on=day, file="evidence.json", passed=given.passed, values=given.values)


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


def _catalog(folder: Path, fixture: Fixture) -> Catalog:
    """The base with the keys of the fixture in the place of its own; facts are held against their models, not against each other."""
    root = folder / CATALOG_FOLDER
    base = _base(root)
    if not fixture.catalog:
        return base.catalog
    loaded = {source_key(one.source): one for one in base.files}
    for kind, things in fixture.catalog.items():
        for name, keys in things.items() if kind in FOLDERS else ((None, things),):
            loaded[kind, name] = _changed(loaded.get((kind, name)), kind, name, keys)
    return make_catalog(make_draft(loaded.values(), repository=folder))


@dataclass(frozen=True, kw_only=True)
class _Base:
    """The catalog of all fixtures, read once."""

    files: tuple[Loaded, ...]
    catalog: Catalog


@cache
def _base(root: Path) -> _Base:
    listing = list_files(root)
    files = tuple(load_file(source) for source in listing.sources)
    mistakes = [*listing.mistakes, *(mistake for one in files for mistake in one.mistakes)]
    if mistakes:
        raise CatalogError(mistakes)
    return _Base(files=files, catalog=make_catalog(make_draft(files, repository=root)))


def source_key(source: Source) -> tuple[str, str | None]:
    """`("services", "checkout")`, `("organisation", None)`: how a fixture names a file of the catalog."""
    return (source.folder or source.kind.name, source.name)


def _changed(one: Loaded | None, kind: str, name: str | None, keys: Mapping[str, Any]) -> Loaded:
    """A file with some keys changed. ValidationError where the outcome is no fact."""
    source = one.source if one else Source(file=f"{kind}/{name}", path="", kind=FOLDERS[kind], folder=kind, name=name)
    data = one.document.data if one and one.document and isinstance(one.document.data, dict) else {"name": name}
    merged = {key: value for key, value in {**data, **keys}.items() if value is not None}
    return Loaded(source=source, document=None, fact=source.kind.adapter.validate_python(merged))
