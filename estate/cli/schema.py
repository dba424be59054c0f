"""`estate schema`: the JSON Schemas beside the catalog."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from estate.catalog.layout import SCHEMAS
from estate.catalog.schemas import schemas
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout
from estate.cli.writing import write_file
from estate.errors import InputError

JSON_VERSION = 1
Checking = Annotated[bool, typer.Option("--check", help="Write nothing; exit code 1 when a schema is stale.")]


def schema(*, catalog: CatalogFolder = DEFAULT, check: Checking = False, as_json: AsJson = False) -> None:
    """Write the JSON Schemas that the catalog's files name, so that editors complete and explain their keys.

    Exit code 0: they are fresh; 1: --check found a stale one.
    Example: estate schema --check
    """
    if not catalog.is_dir():
        raise InputError(f"{catalog} is no folder; expected the catalog's\n    name it: --catalog FOLDER")
    folder = catalog / SCHEMAS
    # Alert tests stand beside the catalog, in a layer above it.
    from estate.alerting.testing_schema import alert_tests_schema

    wanted = {**schemas(), **alert_tests_schema()}
    stale = stale_files(folder, wanted)
    if not check:
        for name in stale:
            write_file(folder / name, wanted[name])
    if as_json:
        print_json({"version": JSON_VERSION, "stale": list(stale), "written": not check and bool(stale)})
    else:
        _print(folder, stale, check=check)
    if check and stale:
        raise typer.Exit(ExitCode.FOUND)


def stale_files(folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    """The schemas that are missing or differ from the models."""
    return tuple(name for name, text in wanted.items() if not (folder / name).is_file() or (folder / name).read_bytes() != text.encode())


def _print(folder: Path, stale: tuple[str, ...], *, check: bool) -> None:
    console = stdout()
    for name in stale:
        console.print(f"{folder / name} {'is stale' if check else 'written'}", markup=False)
    if not stale:
        console.print("The schemas are fresh.")
    elif check:
        console.print("Next: estate schema")
