"""`estate alerts test`: do the planned monitors tell the right people, and nobody else?"""

from pathlib import Path
from typing import Annotated

import typer

from estate.alerting.testing.vendors import Vendor
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
WANTED = 95
"""Percent of the planted defects that the tests must notice."""
Services = Annotated[list[str] | None, typer.Argument(help="The services whose tests are run; all, when none is named.", metavar="SERVICE")]
EnvironmentName = Annotated[str, typer.Option("--environment", help="The environment whose monitors are tested.", metavar="NAME")]
VendorName = Annotated[Vendor | None, typer.Option("--vendor", help="Test the monitors of one vendor.")]


@commands.command("test")
def alerts_test(
    *, services: Services = None, environment: EnvironmentName = "production", vendor: VendorName = None, as_json: AsJson = False
) -> None:
    """Run the alert tests of catalog/services/*.alerts.yaml on the monitors that would be deployed.

    Exit code 0: all passed; 1: one failed, or nothing is planned that could be tested; 2: a mistake in a file or a name.
    Example: estate alerts test checkout --vendor datadog
    """
    # Planning imports the SDKs of the vendors, which takes seconds: other commands of the group need none of it.
    from estate.cli import alerts_testing

    session = alerts_testing.prepare(Path.cwd(), services or [], environment, vendor)
    tried = []
    for outcome in alerts_testing.outcomes(session):
        tried.append(outcome)
        for line in () if as_json else alerts_testing.lines_of(outcome, session.bench):
            stdout().print(line)
    if as_json:
        print_json(alerts_testing.as_document(session, tried))
    else:
        for line in alerts_testing.closing(session, tried):
            stdout().print(line)
    if not session.vendors or not all(one.good for one in tried):
        raise typer.Exit(ExitCode.FOUND)


@commands.command("mutants")
def alerts_mutants(
    *, services: Services = None, environment: EnvironmentName = "production", vendor: VendorName = None, as_json: AsJson = False
) -> None:
    """Plant defects in the planned monitors, one at a time, and see which the alert tests notice. About a second for each.

    Exit code 0: at least 95 % were noticed at each vendor; 1: fewer; 2: a mistake in a file or a name.
    Example: estate alerts mutants payment --vendor datadog
    """
    from estate.cli import alerts_testing

    session = alerts_testing.prepare(Path.cwd(), services or [], environment, vendor, all_tests=True)
    found = {hunt.vendor: tuple(hunt.fates(services or ())) for hunt in alerts_testing.hunts(session)}
    if as_json:
        print_json(alerts_testing.hunted_document(session, found))
    else:
        for name, fates in found.items():
            for line in alerts_testing.hunted(name, fates):
                stdout().print(line)
    if not found or any(alerts_testing.score(fates) < WANTED for fates in found.values()):
        raise typer.Exit(ExitCode.FOUND)
