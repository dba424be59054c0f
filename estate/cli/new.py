"""`estate new`: the first files of something new."""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from estate.catalog.fact import NAME_LENGTH, NAME_PATTERN, Maturity, Tier
from estate.catalog.load import Reading, read
from estate.catalog.mistakes import CatalogError, show
from estate.catalog.scaffold import FIRST_VERSION, NewService, Protocol, RuntimeKind
from estate.catalog.words import did_you_mean
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.new_service_files import Written, choose_image, takers, write
from estate.cli.output import AsJson, print_json, stdout
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
    machine_image: Annotated[str | None, typer.Option(help="What its hosts are made from, where there is a choice.")] = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write a service's file and its runbook, and its first version into each environment that it runs in; all is valid at once.

    Example: estate new service wishlist --owner storefront --port 7080 --protocol grpc
    """
    reading = read(catalog)
    refuse_names(name, owner, catalog, reading)
    if machine_image and runtime is not Runtime.EC2:
        raise InputError(f"--machine-image is for hosts; expected --runtime ec2, not {runtime.value}")
    environments = takers(reading, maturity.value)
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
        machine_image=choose_image(machine_image, environments) if runtime is Runtime.EC2 else None,
    )
    _say(made, write(made, catalog, environments), catalog, as_json=as_json)


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


def _say(made: NewService, done: Written, catalog: Path, *, as_json: bool) -> None:
    written, changed = _names(done.written, catalog), _names(done.changed, catalog)
    if as_json:
        print_json({"version": JSON_VERSION, "written": written, "changed": changed})
        return
    for name in written:
        stdout().print(f"{name} written", markup=False)
    for name in changed:
        stdout().print(f"{name} changed: versions.{made.name} is {FIRST_VERSION}", markup=False)
    stdout().print("Next: describe it in its file and its runbook, then estate check · estate plan")


def _names(paths: Iterable[Path], catalog: Path) -> list[str]:
    home = catalog.resolve().parent
    return [str(path.resolve().relative_to(home)) for path in paths]
