"""`estate evidence`: what somebody proved and wrote down: drills, failovers, load tests, rosters that hold."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer(help="What no plan shows: drills, load tests, rosters that hold; written down in a chain.", no_args_is_help=True)
Kind = Annotated[str, typer.Argument(help="What was done: restore, failover, load, patch, roster.", metavar="KIND")]
Subject = Annotated[str, typer.Argument(help="The service, store, environment, team or roster.", metavar="NAME")]
By = Annotated[str, typer.Option("--by", help="The person of the catalog who did it.", metavar="PERSON")]
On = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day on which it was done; today.", metavar="DAY")]
Failed = Annotated[bool, typer.Option("--failed", help="It was tried, and did not succeed.")]
Values = Annotated[list[str] | None, typer.Option("--value", help="What was measured: minutes=42.", metavar="NAME=NUMBER")]
Link = Annotated[str | None, typer.Option("--link", help="Where more stands.", metavar="URL")]
JSON_VERSION = 1


@commands.command("add")
def add(kind: Kind, subject: Subject, *, by: By, on: On = None, failed: Failed = False, values: Values = None, link: Link = None) -> None:
    """Write down that something was done: a line in evidence/KIND-NAME.jsonl.

    Example: estate evidence add restore astronomy-db --by cedar --value minutes=42
    """
    from estate.cli import attesting

    given = attesting.Given(kind=kind, subject=subject, by=by, on=on.date() if on else None, passed=not failed, link=link)
    typer.echo(attesting.add(Path.cwd(), given, tuple(values or ())))


@commands.command("list")
def list_evidence(*, as_json: AsJson = False) -> None:
    """Show all evidence with its age.

    Exit code 1: a file is broken, and counts for nothing.
    Example: estate evidence list
    """
    from estate.cli import attesting

    found = attesting.read(Path.cwd())
    if as_json:
        print_json({"version": JSON_VERSION, **attesting.as_document(found)})
    else:
        for line in attesting.lines(found):
            stdout().print(line)
    if found.mistakes:
        raise typer.Exit(ExitCode.FOUND)
