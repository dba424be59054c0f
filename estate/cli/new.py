"""`estate new`: the first files of something new."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from estate.catalog.fact import NAME_LENGTH, NAME_PATTERN, Maturity, Tier
from estate.catalog.layout import FOLDERS
from estate.catalog.load import Reading, check_text, read
from estate.catalog.mistakes import CatalogError, show
from estate.catalog.scaffold import NewService, Protocol, RuntimeKind, runbook_text, service_text
from estate.catalog.words import did_you_mean
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout
from estate.cli.writing import write_file
from estate.errors import InputError

JSON_VERSION = 1
DEFAULT_PORT = 8080
NAME_WORDS = f"expected at most {NAME_LENGTH} small letters, digits and single hyphens, beginning with a letter"

commands = typer.Typer(help="Write the first files of something new.", no_args_is_help=True)


@commands.callback()
def group() -> None:
    """Write the first files of something new."""


class Runtime(StrEnum):
    """Where a service can run."""

    ECS = "ecs"
    EC2 = "ec2"
    LAMBDA = "lambda"


class Speaks(StrEnum):
    """What a service answers to."""

    HTTP = "http"
    GRPC = "grpc"


class Ripe(StrEnum):
    """How far a service is."""

    POC = "poc"
    PILOT = "pilot"
    PRODUCTION = "production"


@commands.command()
def service(
    name: Annotated[str, typer.Argument(help="Small letters, digits and single hyphens.")],
    *,
    owner: Annotated[str, typer.Option(help="The team that answers for it.")],
    runtime: Annotated[Runtime, typer.Option(help="Where it runs.")] = Runtime.ECS,
    tier: Annotated[int, typer.Option(min=1, max=4, help="1 revenue stops .. 4 nobody notices today.")] = 3,
    maturity: Annotated[Ripe, typer.Option(help="How far it is; a proof of concept stays out of production.")] = Ripe.POC,
    language: Annotated[str, typer.Option(help="What it is written in.")] = "go",
    description: Annotated[str, typer.Option(help="What it does, in a sentence.")] = "",
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Where it listens; a function listens nowhere.")] = None,
    protocol: Annotated[Speaks, typer.Option(help="What it answers to.")] = Speaks.HTTP,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write a service's file and its runbook, both valid, and say what comes next.

    Example: estate new service wishlist --owner storefront --port 7080 --protocol grpc
    """
    reading = read(catalog)
    refuse_names(name, owner, catalog, reading)
    made = NewService(
        name=name,
        owner=owner,
        description=description or f"What {name} does stands here in a sentence.",
        language=language,
        runtime=cast("RuntimeKind", runtime.value),
        tier=cast("Tier", tier),
        maturity=cast("Maturity", maturity.value),
        port=port or (None if runtime is Runtime.LAMBDA else DEFAULT_PORT),
        protocol=cast("Protocol", protocol.value),
    )
    written = write(made, catalog)
    _say(written, catalog, as_json=as_json)


def refuse_names(name: str, owner: str, catalog: Path, reading: Reading) -> None:
    """InputError when the name is none or taken or the owner is no team, with the nearest that would do."""
    if not reading.files:
        raise CatalogError(reading.mistakes)
    if not is_name(name):
        raise InputError(f"{show(name)} is no name; {NAME_WORDS}\n    {suggest(name)}")
    for kind in ("services", "stores"):
        if name in reading.names[kind]:
            raise InputError(f"{name!r} is there already: {catalog / kind / name}.yaml\n    change that file, or choose another name")
    teams = reading.names["teams"]
    if owner not in teams:
        raise InputError(f"{show(owner)} is no team\n    {did_you_mean(owner, teams) or 'known teams: ' + ', '.join(teams)}")


def is_name(word: str) -> bool:
    """Whether a service may be called so."""
    return re.fullmatch(NAME_PATTERN, word) is not None and len(word) <= NAME_LENGTH


def suggest(word: str) -> str:
    """A name made of a word that is none."""
    made = re.sub(r"[^a-z0-9]+", "-", word.lower()[: 2 * NAME_LENGTH]).strip("-")[:NAME_LENGTH].strip("-")
    return f"did you mean {made!r}?" if is_name(made) else "such as order-mail"


def write(made: NewService, catalog: Path) -> tuple[Path, ...]:
    """Write the service's file and, unless there is one, its runbook. CatalogError, and nothing written, when the file would be wrong."""
    file = catalog / "services" / f"{made.name}.yaml"
    text = service_text(made)
    mistakes = check_text(text, file=str(file), kind=FOLDERS["services"])
    if mistakes:
        raise CatalogError(mistakes)
    runbook = catalog.resolve().parent / made.runbook
    files = {} if runbook.exists() else {runbook: runbook_text(made, file=f"{catalog.resolve().name}/services/{made.name}.yaml")}
    # The runbook first: a service that names a missing one would be a mistake.
    for path, content in {**files, file: text}.items():
        write_file(path, content)
    return (*files, file)


def _say(written: tuple[Path, ...], catalog: Path, *, as_json: bool) -> None:
    home = catalog.resolve().parent
    names = [str(path.resolve().relative_to(home)) for path in written]
    if as_json:
        print_json({"version": JSON_VERSION, "written": names})
        return
    for name in names:
        stdout().print(f"{name} written", markup=False)
    stdout().print("Next: say in both what it does, then estate check · estate plan")
