"""`estate roster publish, verify, import`: the vendors get the roster, and are asked what they made of it."""

import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout
from estate.cli.vendor_accounts import Vendor

commands = typer.Typer()
VendorArgument = Annotated[Vendor, typer.Argument(help="Whose schedules.")]
RosterOption = Annotated[str | None, typer.Option("--roster", metavar="ROSTER", help="Only this roster; otherwise all.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be created and removed, and change nothing.")]


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
    Tokens: PAGERDUTY_TOKEN, DD_API_KEY and DD_APP_KEY, OPSGENIE_API_KEY. Example: estate roster publish pagerduty --dry-run
    """
    from estate.cli.roster_desk import locked, open_desk
    from estate.cli.roster_publishing import Publishing, as_document, as_text, exit_code
    from estate.cli.vendor_accounts import opened

    desk = open_desk(catalog)
    locks = locked(desk, roster)
    with opened(vendor, os.environ) as api:
        work = Publishing(vendor=vendor, catalog=desk.catalog, folder=catalog, api=api, now=datetime.now(UTC), dry_run=dry_run)
        done = [work.publish(lock) for lock in locks.values()]
    if as_json:
        print_json(as_document(vendor, done, dry_run=dry_run))
    else:
        for line in as_text(vendor, done, dry_run=dry_run):
            stdout().print(line, markup=False)
    raise typer.Exit(exit_code(done, dry_run=dry_run))
