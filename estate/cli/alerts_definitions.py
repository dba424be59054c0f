"""`estate alerts list` and `explain`: what is watched, and everything about one alert."""

from typing import Annotated

import typer

from estate.cli.asker import AtOption, ZoneOption, asked_time, asker_zone
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.output import AsJson, print_json, stdout

PRODUCTION = "production"
commands = typer.Typer()


@commands.command("list")
def list_alerts(
    environment: Annotated[str, typer.Argument(help="Of which environment.", metavar="[ENV]")] = PRODUCTION,
    *,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """List everything that is watched, whose it is and where it ends.

    Example: estate alerts list staging
    """
    from estate.cli import alerts_listing

    listed = alerts_listing.listing(catalog, environment)
    if as_json:
        print_json(alerts_listing.as_document(listed))
    else:
        for line in alerts_listing.as_text(listed):
            stdout().print(line)


@commands.command()
def explain(
    name: Annotated[
        str, typer.Argument(help="An objective, a monitor, or a vendor's title such as '[production] checkout.memory'.", metavar="NAME")
    ],
    *,
    environment: Annotated[
        str | None, typer.Option("--environment", metavar="ENV", help="Where; without it as a vendor's title says, else production.")
    ] = None,
    at: AtOption = None,
    zone: ZoneOption = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Explain an alert: its arithmetic, what every vendor is asked, who would be called now, and where to look first.

    Example: estate alerts explain checkout.availability
    """
    from estate.cli import alerts_explaining

    home = asker_zone(zone)
    explained = alerts_explaining.explain(catalog, name, environment=environment, at=asked_time(at, zone=home).instant, zone=home)
    if as_json:
        print_json(alerts_explaining.as_document(explained))
    else:
        for line in alerts_explaining.as_text(explained):
            stdout().print(line)
