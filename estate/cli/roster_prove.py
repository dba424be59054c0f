"""`estate roster prove`: do the locks hold?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stderr, stdout

commands = typer.Typer()
Rosters = Annotated[
    list[str] | None, typer.Argument(help="Prove these, and show everybody's shares; nothing given: all.", metavar="ROSTER")
]
Before = Annotated[Path | None, typer.Option("--before", help="An earlier lock: published weeks must be as it has them.", metavar="FILE")]
Base = Annotated[str | None, typer.Option("--base", help="As --before, with the locks of this revision.", metavar="REV")]
Losses = Annotated[bool, typer.Option("--losses", help="Also solve without each person in turn; takes seconds.")]
Attest = Annotated[
    str | None, typer.Option("--attest", help="Write the outcome into evidence/, in the name of this person.", metavar="PERSON")
]
Svg = Annotated[Path | None, typer.Option("--svg", help="Draw everybody's shares as a chart.", metavar="FILE")]


@commands.command()
def prove(
    *,
    rosters: Rosters = None,
    before: Before = None,
    base: Base = None,
    losses: Losses = False,
    attest: Attest = None,
    svg: Svg = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Check every solved roster against all that must hold, apart from the solver that made it.

    Exit code 1: something does not hold; 2: a lock is missing or broken.
    Example: estate roster prove operations --base main
    """
    from estate.cli import roster_attesting, roster_proof_words, roster_proving

    report = roster_proving.report(catalog, rosters or [], before=before, base=base, losses=losses)
    if attest:
        for file in roster_attesting.write(catalog, report, by=attest, now=datetime.now(UTC)):
            stderr().print(f"written: {file}", soft_wrap=True)
    if svg:
        roster_proving.draw(svg, report)
    if as_json:
        print_json(roster_proof_words.as_document(report))
    else:
        roster_proof_words.show(report, stdout(), whole=bool(rosters))
    raise typer.Exit(report.code)
