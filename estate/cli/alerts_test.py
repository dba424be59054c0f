"""`estate alerts test`: do the planned monitors tell the right people, and nobody else?"""

from pathlib import Path
from typing import Annotated

import typer

from estate.alerting.testing.vendors import Vendor
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
WANTED = 95.0
"""Percent of the planted defects that the tests must notice."""
Services = Annotated[list[str] | None, typer.Argument(help="The services whose tests are run; all, when none is named.", metavar="SERVICE")]
EnvironmentName = Annotated[str, typer.Option("--environment", help="The environment whose monitors are tested.", metavar="NAME")]
AtLeast = Annotated[
    float, typer.Option("--at-least", min=0, max=100, help="Percent of the defects that must be noticed.", metavar="PERCENT")
]
OnlyWritten = Annotated[bool, typer.Option("--written", help="Leave out the scenarios that follow from the definition.")]
VendorName = Annotated[Vendor | None, typer.Option("--vendor", help="Test the monitors of one vendor.")]


@commands.command("test")
def alerts_test(
    *,
    services: Services = None,
    environment: EnvironmentName = "production",
    vendor: VendorName = None,
    written: OnlyWritten = False,
    as_json: AsJson = False,
) -> None:
    """Run the alert tests of catalog/services/*.alerts.yaml on the monitors that would be deployed, and those that nobody has to write.

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
    derived = []
    for one in () if written else alerts_testing.followed(session, [name for name in services or () if name != "all"]):
        derived.append(one)
        for line in () if as_json else alerts_testing.lines_of_followed(one):
            stdout().print(line)
    if as_json:
        print_json(alerts_testing.as_document(session, tried, derived))
    else:
        for line in alerts_testing.closing(session, tried):
            stdout().print(line)
    if not alerts_testing.good(session, tried, derived):
        raise typer.Exit(ExitCode.FOUND)


@commands.command("mutants")
def alerts_mutants(
    *,
    services: Services = None,
    environment: EnvironmentName = "production",
    vendor: VendorName = None,
    at_least: AtLeast = WANTED,
    as_json: AsJson = False,
) -> None:
    """Plant defects in the planned monitors, one at a time, and see which the alert tests notice. The whole estate takes minutes.

    Exit code 0: enough of them were noticed at each vendor; 1: too few; 2: a mistake in a file or a name.
    Example: estate alerts mutants payment --vendor datadog
    """
    from estate.cli import alerts_test_mutants, alerts_testing

    session = alerts_testing.prepare(Path.cwd(), services or [], environment, vendor, all_tests=True)
    found = []
    for one in alerts_test_mutants.hunted(session, services or ()):
        found.append(one)
        for line in () if as_json else alerts_test_mutants.as_text(one):
            stdout().print(line)
    if as_json:
        print_json(alerts_test_mutants.as_document(session, found, at_least=at_least))
    if not alerts_test_mutants.good(found, at_least=at_least):
        raise typer.Exit(ExitCode.FOUND)
