"""`estate alerts backtest` and `tune`: the planned monitors, and others, over recorded data."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from estate.alerting.testing.vendors import Vendor
from estate.cli.output import AsJson, print_json, stderr, stdout

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
VendorName = Annotated[Literal["datadog", "newrelic", "both"], typer.Option("--vendor", help="Whose monitors are tried.")]


def _one(vendor: Literal["datadog", "newrelic", "both"]) -> Vendor | None:
    return None if vendor == "both" else vendor


@commands.command()
def backtest(
    *,
    series: SeriesFiles,
    incidents: IncidentFile = None,
    service: Services = None,
    vendor: VendorName = "both",
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
    session = alerts_backtesting.prepare(Path.cwd(), asked, services=tuple(service or ()), vendor=_one(vendor))
    found = alerts_backtesting.run(session)
    if as_json:
        print_json(alerts_backtesting.as_document(session, found))
    else:
        for line in alerts_backtesting.as_text(session, found):
            stdout().print(line)


@commands.command()
def tune(
    name: Annotated[str, typer.Argument(help="A service, a store, or one of its alerts.", metavar="SERVICE|MONITOR")],
    *,
    series: SeriesFiles,
    incidents: IncidentFile = None,
    vendor: VendorName = "both",
    gaps: Gaps = False,
    environment: EnvironmentName = PRODUCTION,
    svg: Annotated[Path | None, typer.Option("--svg", help="Draw what was tried into this file.", metavar="FILE")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write the proposed numbers into the catalog, with their reason.")] = False,
    as_json: AsJson = False,
) -> None:
    """Try other numbers for an alert on recorded data, and propose those that nothing beats: calls a week, time to detect, share found.

    Nothing is written but with --write. A star marks what no other numbers beat in all three.
    Example: estate alerts tune checkout.memory --series november.csv --incidents incidents.yaml --svg front.svg
    """
    from estate.cli import alerts_backtesting, alerts_tuning

    asked = alerts_backtesting.Asked(series=tuple(series), incidents=incidents, gaps=gaps, environment=environment)
    session = alerts_backtesting.prepare(Path.cwd(), asked, vendor=_one(vendor))
    stderr().print("Trying other numbers; an objective takes up to a minute for two weeks of data.", style="dim")
    found = alerts_tuning.answer(session, name)
    changed = alerts_tuning.changes(session, found, Path.cwd() / "catalog")
    if svg:
        alerts_tuning.draw(found, svg)
    if write:
        alerts_tuning.write(changed)
    if as_json:
        print_json(alerts_tuning.as_document(session, found, changed, written=write))
    else:
        for line in alerts_tuning.as_text(session, found, changed, written=write):
            stdout().print(line)
