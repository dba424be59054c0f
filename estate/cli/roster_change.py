"""`estate roster swap, cover, roll`: the roster, changed by people who have to."""

from typing import Annotated

import typer

from estate.cli.asker import AtOption, asked_time, asker_zone
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
RosterOption = Annotated[str | None, typer.Option("--roster", metavar="ROSTER", help="Which one, where the people are in more rosters.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")]


@commands.command()
def swap(
    one: Annotated[str, typer.Argument(help="Who swaps, by the name in people.yaml.")],
    other: Annotated[str, typer.Argument(help="Whom they swap with.")],
    week: Annotated[str, typer.Argument(help="An ISO week, such as 2026-W51, or the date of its Monday.")],
    *,
    roster: RosterOption = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Let two people swap their shifts of a week: checked before anything is written.

    Exit code 1: it would break something, and nothing was written.
    Example: estate roster swap cedar plane 2026-W51
    """
    from estate.cli import roster_edits

    outcome = roster_edits.swap(catalog, one, other, week=week, roster=roster, dry_run=dry_run)
    if as_json:
        print_json(roster_edits.as_document(outcome))
    else:
        for line in roster_edits.as_text(outcome):
            stdout().print(line)
    raise typer.Exit(outcome.code)


@commands.command()
def cover(
    person: Annotated[str, typer.Argument(help="Who is away.")],
    first: Annotated[str, typer.Argument(metavar="FROM", help="The first day, such as 2026-12-21, on the person's own calendar.")],
    last: Annotated[str, typer.Argument(metavar="TO", help="The last day, that one included.")],
    *,
    roster: RosterOption = None,
    take: Annotated[int | None, typer.Option("--take", min=1, metavar="N", help="Write the n-th proposal, and the absence.")] = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Propose the fairest replacements for somebody who is away; none of them breaks anything.

    Exit code 1: nobody can.
    Example: estate roster cover olive 2027-01-04 2027-01-10 --take 1
    """
    from estate.cli import roster_cover

    outcome = roster_cover.cover(catalog, person, first, last, roster=roster, take=take, dry_run=dry_run)
    if as_json:
        print_json(roster_cover.as_document(outcome))
    else:
        for line in roster_cover.as_text(outcome):
            stdout().print(line)
    raise typer.Exit(outcome.code)


@commands.command()
def roll(
    roster: Annotated[str, typer.Argument(help="The roster.")],
    *,
    weeks: Annotated[int | None, typer.Option("--weeks", min=1, max=53, help="Move on by so many; nothing given: by all it has.")] = None,
    at: AtOption = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Prepare the next horizon: debts are carried, the last two weeks remembered, what is past dropped.

    Exit code 1: weeks that still run would be left without a roster.
    Example: estate roster roll operations --weeks 10
    """
    from estate.cli import roster_roll

    outcome = roster_roll.roll(catalog, roster, weeks=weeks, now=asked_time(at, zone=asker_zone(None)).instant, dry_run=dry_run)
    if as_json:
        print_json(roster_roll.as_document(outcome))
    else:
        for line in roster_roll.as_text(outcome):
            stdout().print(line)
    raise typer.Exit(outcome.code)
