"""`estate roster solve` and `leave`: the solver, asked from the command line."""

from typing import Annotated

import typer

from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
Rosters = Annotated[list[str] | None, typer.Argument(help="The rosters to solve; all, when none is named.", metavar="ROSTER")]
RosterOption = Annotated[str | None, typer.Option("--roster", metavar="ROSTER", help="Which one, where the person is in more rosters.")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What has begun by the end of this day stays; today, if not said."),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]


@commands.command()
def solve(
    *,
    rosters: Rosters = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Find out who works when: by every rule, with the fewest days changed, and then the fairest.

    Exit code 1: it would change more person-days than the roster allows, and nothing was written; 2: nobody can fill it.
    Example: estate roster solve operations
    """
    from estate.cli import roster_solving

    outcome = roster_solving.solve_rosters(catalog, rosters or [], today=as_of, dry_run=dry_run)
    if as_json:
        print_json(outcome.as_json())
    else:
        for line in roster_solving.as_text(outcome):
            stdout().print(line)
    raise typer.Exit(outcome.code)


@commands.command()
def leave(
    person: Annotated[str, typer.Argument(help="Who leaves.")],
    first: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day without them, such as 2026-12-14.")],
    *,
    roster: RosterOption = None,
    as_of: AsOf = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Solve again without somebody from a day on: the weeks before stay, and as much as can after them.

    Exit code 1: it would change more person-days than the roster allows, and nothing was written; 2: nobody can fill it.
    Example: estate roster leave olive --from 2026-12-14 --dry-run
    """
    from estate.cli import roster_solving

    outcome = roster_solving.leave(catalog, person, first, roster=roster, today=as_of, dry_run=dry_run)
    if as_json:
        print_json(outcome.as_json())
    else:
        for line in roster_solving.as_text(outcome):
            stdout().print(line)
    raise typer.Exit(outcome.code)
