"""`estate ready`: what is the difference between a proof of concept and production, and how far is each service?"""

from pathlib import Path
from typing import Annotated

import typer

from estate.catalog.fact import Maturity
from estate.cli.exit_codes import ExitCode
from estate.cli.output import stdout

Thing = Annotated[str | None, typer.Argument(help="A service, store, team or environment; all, when none is named.", metavar="NAME")]
Level = Annotated[Maturity | None, typer.Option("--level", help="Hold everything against this level.")]
PlanFile = Annotated[Path | None, typer.Option("--plan", help="Judge the plan in this file: estate plan --json > FILE.", metavar="FILE")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show everything that is missing.")]


def ready(*, thing: Thing = None, level: Level = None, plan: PlanFile = None, verbose: Verbose = False) -> None:
    """Score every service and store: POC, pilot or production, what is missing, and what to mend next.

    Exit code 0: whoever promises production has reached it; 1: somebody has not. Example: estate ready checkout --level production
    """
    # A plan needs the SDK, which takes a second to import.
    from estate.cli import readying
    from estate.readiness import terminal

    report = readying.make(Path.cwd(), readying.Asked(thing=thing, level=level, plan=plan))
    console = stdout()
    for line in terminal.lines(report, width=console.width, verbose=verbose or thing is not None):
        console.print(line)
    if report.short:
        raise typer.Exit(ExitCode.FOUND)
