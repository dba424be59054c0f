"""`estate check`: is the catalog good?"""

import time
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from estate.catalog.load import Reading, read
from estate.catalog.mistakes import HINT_INDENT, Mistake, count, format_path
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.check_alerts import with_alerts
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout
from estate.readiness.pack import POLICIES
from estate.readiness.waivers import check_against_pack

JSON_VERSION = 1


class Listed(StrEnum):
    """What can be listed."""

    SERVICES = "services"
    STORES = "stores"
    TEAMS = "teams"
    PEOPLE = "people"
    ENVIRONMENTS = "environments"
    ROSTERS = "rosters"


ListOption = Annotated[Listed | None, typer.Option("--list", help="Print the names of one kind, a line each, and check nothing.")]


def check(*, catalog: CatalogFolder = DEFAULT, listed: ListOption = None, as_json: AsJson = False) -> None:
    """Read the whole catalog and print every mistake in it, with its place.

    Exit code 0: it is good; 2: it has mistakes.
    Example: estate check --list services
    """
    begin = time.monotonic()
    reading = _with_waivers(read(catalog), catalog)
    reading = reading if listed else with_alerts(reading, catalog)
    took = time.monotonic() - begin
    if listed:
        _list(reading, listed, as_json=as_json)
        return
    if as_json:
        print_json(as_document(reading))
    elif reading.mistakes:
        _print_mistakes(reading, stdout(), took=took)
    else:
        _print_verdict(reading, stdout(), took=took)
    if reading.mistakes:
        raise typer.Exit(ExitCode.INPUT)


def _with_waivers(reading: Reading, catalog: Path) -> Reading:
    """The reading, with what the policy pack beside the catalog says of its waivers."""
    pack = catalog.resolve().parent / POLICIES
    if reading.catalog is None or not reading.catalog.waivers or not pack.is_dir():
        return reading
    return replace(reading, mistakes=check_against_pack(catalog, pack))


def as_document(reading: Reading) -> Mapping[str, Any]:
    """The documented JSON: the same bytes for the same catalog."""
    return {
        "version": JSON_VERSION,
        "good": not reading.mistakes,
        "files": reading.files,
        "counts": {kind: len(names) for kind, names in reading.names.items()},
        "mistakes": [_mistake(mistake) for mistake in reading.mistakes],
    }


def _mistake(mistake: Mistake) -> dict[str, Any]:
    return {
        "file": mistake.file,
        "line": mistake.line,
        "column": mistake.column,
        "path": format_path(mistake.path),
        "text": mistake.text,
        "hint": mistake.hint,
    }


def _list(reading: Reading, listed: Listed, *, as_json: bool) -> None:
    if not reading.files:
        _print_mistakes(reading, stdout(), took=0)
        raise typer.Exit(ExitCode.INPUT)
    names = reading.names.get(listed.value, ())
    if as_json:
        print_json({"version": JSON_VERSION, listed.value: list(names)})
    elif names:
        typer.echo("\n".join(names))


def _print_mistakes(reading: Reading, console: Console, *, took: float) -> None:
    for mistake in reading.mistakes:
        console.print(_styled(mistake))
    console.print()
    console.print(Text(f"{count(reading.mistakes)} ({_files(reading, took)})", style="bold red"))


def _styled(mistake: Mistake) -> Text:
    text = Text(mistake.place, style="bold")
    text.append(f"  {mistake.message}", style="not bold")
    for line in (mistake.hint or "").splitlines():
        text.append(f"\n{HINT_INDENT}{line}", style="not bold yellow")
    return text


def _print_verdict(reading: Reading, console: Console, *, took: float) -> None:
    counts = ", ".join(f"{len(names):,} {kind}" for kind, names in reading.names.items())
    console.print(Text.assemble(("Good", "bold green"), f": {counts} ({_files(reading, took)})"))
    console.print("Next: estate plan")


def _files(reading: Reading, took: float) -> str:
    return f"{reading.files:,} files read in {took:.1f} s"
