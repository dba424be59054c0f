"""The work behind `estate roster import`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from estate.catalog.catalog import Catalog
from estate.catalog.layout import FOLDERS
from estate.catalog.load import check_text
from estate.catalog.mistakes import CatalogError, show
from estate.catalog.words import any_of, did_you_mean
from estate.cli.input_file import read_input
from estate.cli.new import NAME_WORDS, is_name, suggest
from estate.cli.vendor_names import Tool
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.roster.importing import opsgenie, pagerduty
from estate.roster.importing.roster import Imported, Known, make_roster, slug
from estate.roster.importing.turns import Export

JSON_VERSION = 1
MOST_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Import:
    """What to read, and where it goes."""

    tool: Tool
    file: Path
    schedules: tuple[str, ...]
    """Which of several; nothing given: the only one."""
    name: str | None
    to: Path | None
    today: date


@dataclass(frozen=True, kw_only=True)
class Done:
    """What became of it."""

    name: str
    imported: Imported
    written: Path | None


def carry_out(asked: Import, catalog: Catalog) -> Done:
    """Read the export, and write the file where one is named. InputError for what cannot be read; then nothing is written."""
    read = {Tool.OPSGENIE: opsgenie.read_schedules, Tool.PAGERDUTY: pagerduty.read_schedules}[asked.tool]
    exports = choose(read(read_input(asked.file), file=str(asked.file)), asked.schedules)
    name = asked.name or (asked.to.stem if asked.to else slug(exports[0].name, otherwise="imported"))
    if not is_name(name):
        raise InputError(f"{show(name)} is no name; {NAME_WORDS}\n    {suggest(name)}")
    if asked.to and asked.to.exists():
        raise InputError(f"{asked.to} is there already; choose another name, or remove it first")
    imported = make_roster(exports, name=name, today=asked.today, known=known(asked.tool, catalog))
    if mistakes := check_text(imported.text, file=str(asked.to or f"{name}.yaml"), kind=FOLDERS["rosters"]):
        raise CatalogError(mistakes)
    if asked.to:
        write_file(asked.to, imported.text)
    return Done(name=name, imported=imported, written=asked.to)


def choose(exports: Sequence[Export], names: Sequence[str]) -> tuple[Export, ...]:
    """The schedules of those names. InputError where none is named and there are several, with what there is."""
    known = [one.name for one in exports]
    shown = any_of(map(show, known[:MOST_SHOWN]))
    if not names and len(exports) != 1:
        raise InputError(f"the export has {len(exports)} schedules; say which become lanes of the roster: --schedule {shown}")
    for name in names:
        if name not in known:
            raise InputError(f"the export has no schedule {show(name)}\n    {did_you_mean(name, known) or shown}")
    return tuple(one for one in exports if not names or one.name in names)


def known(tool: Tool, catalog: Catalog) -> Known:
    """What the catalog knows of people and teams."""
    key = {Tool.OPSGENIE: "email", Tool.PAGERDUTY: "pagerduty"}[tool]
    ids = {own: name for name, person in catalog.people.items() if (own := getattr(person, key))}
    zones = {name: person.zone for name, person in catalog.people.items()}
    return Known(people=ids, zones=zones, teams=frozenset(catalog.teams))


def as_document(done: Done) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "roster": done.name,
        "written": str(done.written) if done.written else None,
        "text": done.imported.text,
        "not_expressed": list(done.imported.unsaid),
        "assumed": list(done.imported.assumed),
    }


def remarks(done: Done) -> list[str]:
    """What has to be told beside the file."""
    lines = ["Not expressed:", *(f"  {text}" for text in done.imported.unsaid)] if done.imported.unsaid else []
    lines += ["Assumed:", *(f"  {text}" for text in done.imported.assumed)]
    return [*lines, f"{done.written} written. Next: estate check"] if done.written else lines
