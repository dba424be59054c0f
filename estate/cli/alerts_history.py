"""`estate alerts backtest`: what the planned monitors would have told of recorded data."""

from pathlib import Path
from typing import Annotated

import typer

from estate.alerting.testing.vendors import Vendor
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
PRODUCTION = "production"
SeriesFiles = Annotated[
    list[Path],
    typer.Option("--series", help="Recorded data: CSV, NDJSON or an answer of Prometheus to a range query. Give several.", metavar="FILE"),
]
IncidentFile = Annotated[
    Path | None, typer.Option("--incidents", help="What really was wrong, YAML or CSV: start, end, services.", metavar="FILE")
]
Gaps = Annotated[bool, typer.Option("--gaps", help="The data has gaps; take them for no data, as a vendor would.")]
Services = Annotated[list[str] | None, typer.Option("--service", help="Judge the alerts of this service or store.", metavar="NAME")]
EnvironmentName = Annotated[str, typer.Option("--environment", help="The environment whose monitors are tried.", metavar="NAME")]
VendorName = Annotated[Vendor | None, typer.Option("--vendor", help="Try the monitors of one vendor; without it, of all.")]


@commands.command()
def backtest(
    *,
    series: SeriesFiles,
    incidents: IncidentFile = None,
    service: Services = None,
    vendor: VendorName = None,
    gaps: Gaps = False,
    environment: EnvironmentName = PRODUCTION,
    as_json: AsJson = False,
) -> None:
    """Try the monitors that would be deployed on recorded data: pages a week, precision, recall, time to detect, false minutes.

    Columns are named as in alert tests: checkout.requests (a minute), checkout.errors (percent), checkout.ecs.memory.
    Example: estate alerts backtest --series november.csv --incidents incidents.yaml
    """
    # Planning imports the SDKs of the vendors, which takes seconds: other commands of the group need none of it.
    from estate.cli import alerts_backtesting

    asked = alerts_backtesting.Asked(series=tuple(series), incidents=incidents, gaps=gaps, environment=environment)
    session = alerts_backtesting.prepare(Path.cwd(), asked, services=tuple(service or ()), vendor=vendor)
    found = alerts_backtesting.run(session)
    if as_json:
        print_json(alerts_backtesting.as_document(session, found))
    else:
        for line in alerts_backtesting.as_text(session, found):
            stdout().print(line)
