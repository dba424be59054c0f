"""`estate roster publish, verify, import`: the vendors get the roster, and are asked what they made of it."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from estate.catalog.roster import parse_instant
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stderr, stdout
from estate.cli.vendor_names import Tool, Vendor
from estate.errors import InputError

commands = typer.Typer()


def _instant(word: str) -> datetime:
    try:
        return parse_instant(word)
    except ValueError as error:
        raise InputError(str(error)) from None


VendorArgument = Annotated[Vendor, typer.Argument(help="Whose schedules.")]
RosterOption = Annotated[str | None, typer.Option("--roster", metavar="ROSTER", help="Only this roster; otherwise all.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be created and removed, and change nothing.")]
FilesOption = Annotated[list[Path] | None, typer.Option("--from", metavar="FILE", help="A vendor's answer; as often as needed.")]
LiveOption = Annotated[bool, typer.Option("--live", help="Ask the vendor, from now to the end of the lock.")]
SinceOption = Annotated[datetime | None, typer.Option(parser=_instant, metavar="TIME", help="Compare from 2027-03-01T00:00Z, say.")]
UntilOption = Annotated[datetime | None, typer.Option(parser=_instant, metavar="TIME", help="Compare no further.")]


@commands.command()
def publish(
    vendor: VendorArgument,
    *,
    roster: RosterOption = None,
    dry_run: DryRun = False,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write swaps, covers and every other shift that the rotations do not yield to a vendor as overrides.

    Nothing that somebody else made is touched. Exit code 1: the vendor refused an override, or a dry run found work.
    Tokens: PAGERDUTY_TOKEN, DD_API_KEY and DD_APP_KEY, OPSGENIE_API_KEY.
    Example: estate roster publish pagerduty --dry-run
    """
    from estate.cli.roster_desk import locked, open_desk
    from estate.cli.roster_publishing import Publishing, as_document, as_text, exit_code
    from estate.cli.vendor_accounts import opened

    desk = open_desk(catalog)
    locks = locked(desk, roster)
    with opened(vendor, os.environ) as api:
        work = Publishing(vendor=vendor, catalog=desk.catalog, folder=catalog, api=api, now=datetime.now(UTC), dry_run=dry_run)
        done = [work.publish(lock) for lock in locks.values()]
    _say(as_document(vendor, done, dry_run=dry_run), as_text(vendor, done, dry_run=dry_run), as_json=as_json)
    raise typer.Exit(exit_code(done, dry_run=dry_run))


@commands.command()
def verify(
    vendor: VendorArgument,
    *,
    files: FilesOption = None,
    live: LiveOption = False,
    roster: RosterOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Hold what a vendor shows against the lock: every difference, as a stretch of time and people.

    Exit code 1: something differs.
    Example: estate roster verify pagerduty --from morning.json --from night.json
    """
    from estate.cli import roster_verifying as work
    from estate.cli.roster_desk import locked, open_desk
    from estate.cli.vendor_accounts import opened

    if live == bool(files):
        raise InputError("verify reads either files or the vendor; expected --from FILE, or --live")
    desk = open_desk(catalog)
    window = work.Window(since=since or (datetime.now(UTC) if live else None), until=until)
    frames = [work.frame(vendor, desk.catalog, lock, window) for lock in locked(desk, roster).values()]
    if files:
        done = work.from_readings(frames, work.readings(vendor, files), only=roster is not None)
    else:
        with opened(vendor, os.environ) as api:
            done = work.live(api, frames)
    _say(work.as_document(vendor, done), work.as_text(vendor, done), as_json=as_json)
    raise typer.Exit(work.exit_code(done))


def _say(document: Mapping[str, Any], lines: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        print_json(document)
        return
    for line in lines:
        stdout().print(line, markup=False)


@commands.command("import")
def import_(
    tool: Annotated[Tool, typer.Argument(help="Whose export it is.")],
    file: Annotated[Path, typer.Argument(help="What its API answered.", metavar="FILE")],
    *,
    name: Annotated[str | None, typer.Option(help="The roster's name.")] = None,
    schedules: Annotated[list[str] | None, typer.Option("--schedule", metavar="NAME", help="Which of several; as often as needed.")] = None,
    to: Annotated[Path | None, typer.Option("--to", metavar="FILE", help="Write it there; otherwise it is printed.")] = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make a roster's file of another tool's export; what has no place in it, and what had to be assumed, is told.

    Example: estate roster import opsgenie schedules.json --to catalog/rosters/support.yaml
    """
    from estate.catalog.load import load_catalog
    from estate.cli.roster_importing import Import, as_document, carry_out, remarks

    asked = Import(tool=tool, file=file, schedules=tuple(schedules or ()), name=name, to=to, today=datetime.now(UTC).date())
    done = carry_out(asked, load_catalog(catalog))
    if as_json:
        print_json(as_document(done))
        return
    if not done.written:
        typer.echo(done.imported.text, nl=False)
    for line in remarks(done):
        stderr().print(line, markup=False)
