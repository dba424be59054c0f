"""`estate alerts prometheus`: the rules and routes, written to files."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
TicketsOption = Annotated[
    str | None, typer.Option("--tickets", metavar="URL", help="Where alerts go that open a ticket; else the organisation's address.")
]


@commands.command()
def prometheus(
    environment: Annotated[str, typer.Argument(help="Of which environment.", metavar="ENV")],
    *,
    to: Annotated[Path, typer.Option("--to", metavar="FOLDER", help="Where the files go.")],
    tickets: TicketsOption = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write rules.yaml for Prometheus and alertmanager.yaml, for services that run where no vendor's agent may.

    The same catalog gives the same bytes. What Prometheus cannot say is told.
    Example: estate alerts prometheus production --to prometheus
    """
    from estate.cli import alerts_writing

    written = alerts_writing.write_prometheus(catalog, environment, to=to, tickets=tickets)
    if as_json:
        print_json(alerts_writing.as_document(written))
    else:
        for line in alerts_writing.as_text(written):
            stdout().print(line)
