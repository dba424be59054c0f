"""`estate roster who, show, week, calendar`: the solved roster, as people read it."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli.asker import AtOption, ZoneOption, asked_time, asker_zone
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
ServiceOption = Annotated[str | None, typer.Option("--service", metavar="SERVICE", help="Who is called for this service.")]


@commands.command()
def who(
    *,
    at: AtOption = None,
    service: ServiceOption = None,
    zone: ZoneOption = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Say who is on call, who next, and until when; on your clock and in UTC.

    Exit code 1: the rosters do not say who is on then.
    Example: estate roster who --service checkout --at 2026-12-24T23:30
    """
    from estate.cli.roster_desk import open_desk
    from estate.cli.roster_who import as_document, as_text, ask

    home = asker_zone(zone)
    answer = ask(open_desk(catalog), asked=asked_time(at, zone=home), zone=home, service=service)
    if as_json:
        print_json(as_document(answer))
    else:
        for line in as_text(answer):
            stdout().print(line)
    raise typer.Exit(answer.code)


@commands.command()
def calendar(
    roster: Annotated[str | None, typer.Argument(help="One roster; nothing given: all of them.")] = None,
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the calendars go: people/ and lanes/ in it.")],
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write calendars (iCalendar) to subscribe to: one for each person, one for each lane.

    The same locks give the same bytes.
    Example: estate roster calendar --to public/calendars
    """
    from estate.cli import roster_calendar

    outcome = roster_calendar.calendar(catalog, roster, to=to)
    if as_json:
        print_json(roster_calendar.as_document(outcome))
    else:
        for line in roster_calendar.as_text(outcome, to):
            stdout().print(line)


@commands.command()
def show(
    roster: Annotated[str | None, typer.Argument(help="One roster; nothing given: all of them, as they are called.")] = None,
    *,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=53, help="How many.")] = 2,
    start: Annotated[str | None, typer.Option("--from", metavar="DATE", help="Another week than this one: any date in it.")] = None,
    at: AtOption = None,
    zone: ZoneOption = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the calendar: who works which lane, day by day, on the lanes' clocks.

    Example: estate roster show operations --weeks 4 --from 2026-12-21
    """
    from estate.cli import roster_show

    home = asker_zone(zone)
    now = asked_time(at, zone=home).instant
    found = roster_show.read(catalog, roster, weeks=weeks, start=start, now=now, zone=home)
    if as_json:
        print_json(roster_show.as_document(found))
    else:
        console = stdout()
        for line in roster_show.as_text(found, width=console.width):
            console.print(line)


@commands.command()
def week(
    roster: Annotated[str | None, typer.Argument(help="One roster; nothing given: all of them, as they are called.")] = None,
    *,
    wanted: Annotated[str, typer.Option("--week", metavar="WEEK", help="An ISO week, such as 2026-W51, or the date of its Monday.")],
    html: Annotated[Path, typer.Option("--html", metavar="FILE", help="Where the page goes.")],
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write a week as one page to be printed: A4, landscape, nothing to be fetched.

    Example: estate roster week operations --week 2026-W51 --html week.html
    """
    from estate.cli.roster_week import write_week

    written = write_week(catalog, roster, week=wanted, file=html)
    if as_json:
        print_json({"version": 1, "written": str(written)})
    else:
        stdout().print(f"{written} written; print it on A4, landscape", markup=False)
