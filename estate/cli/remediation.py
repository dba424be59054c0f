"""`estate remediation`: serve the dispatcher, see its queue, approve, stop, resume, and read its audit."""

import os
from pathlib import Path
from typing import Annotated

import typer

from estate.catalog.load import load_catalog
from estate.cli import remediation_desk as desk
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stderr, stdout
from estate.graph.wording import counted

commands = typer.Typer(
    name="remediation", help="Heal what may be healed without a person: alerts in, limits, playbooks, audit.", no_args_is_help=True
)

STATE = Path("/var/lib/estate/remediation")
StateFolder = Annotated[Path, typer.Option("--state", help="Where the queue, the audit and the runs are.", metavar="FOLDER")]
By = Annotated[str, typer.Option("--by", help="Your call-name in people.yaml.", metavar="NAME")]


@commands.command()
def serve(
    environment: Annotated[str, typer.Argument(help="The environment that it heals.", metavar="ENV")],
    *,
    inventory: Annotated[Path, typer.Option("--inventory", help="Ansible's inventory of that environment.", metavar="PATH")],
    listen: Annotated[str, typer.Option("--listen", help="Address and port.", metavar="HOST:PORT")] = "127.0.0.1:8470",
    state: StateFolder = STATE,
    catalog: CatalogFolder = DEFAULT,
) -> None:
    """Take webhooks in and carry them out, until Ctrl-C.

    Secrets come from the environment: ESTATE_REMEDIATION_PAGERDUTY_SECRET, ..._DATADOG_SECRET, ..._NEWRELIC_SECRET,
    ..._ALERTMANAGER_SECRET, and ESTATE_REMEDIATION_PAGE_KEY for calls.
    Example: estate remediation serve staging --inventory ansible/inventories/staging
    """
    from estate.cli.remediation_serving import serve_environment  # the server and Ansible are needed here alone

    address = desk.parse_address(listen)
    serve_environment(environment, inventory=inventory, address=address, state=state, catalog=catalog, variables=os.environ, told=stderr())


@commands.command()
def queue(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Settled orders too.")] = False,
    state: StateFolder = STATE,
    as_json: AsJson = False,
) -> None:
    """Show what waits, what is at work and what is stopped.

    Exit code 1 when something waits for a person.
    Example: estate remediation queue
    """
    shown = desk.look(state, everything=everything)
    if as_json:
        print_json(desk.as_document(shown))
    else:
        stdout().print("\n".join(desk.as_text(shown)), markup=False)
    if shown.waiting:
        raise typer.Exit(ExitCode.FOUND)


@commands.command()
def approve(
    number: Annotated[int, typer.Argument(help="The order's number.")],
    *,
    by: By,
    state: StateFolder = STATE,
    catalog: CatalogFolder = DEFAULT,
) -> None:
    """Say yes to an order that waits; the limits are looked at once more before it runs.

    Example: estate remediation approve 7 --by cedar
    """
    desk.approve(state, number, by=by, catalog=load_catalog(catalog))
    stdout().print(f"Order {number} is approved by {by}. It runs when no limit objects: estate remediation queue", markup=False)


@commands.command()
def stop(
    scope: Annotated[str, typer.Argument(help="An action, or all.")] = "all",
    *,
    by: By,
    why: Annotated[str, typer.Option("--why", help="For whoever finds it stopped.", metavar="TEXT")],
    state: StateFolder = STATE,
    catalog: CatalogFolder = DEFAULT,
) -> None:
    """Begin no more runs; those at work end by themselves.

    Example: estate remediation stop --by cedar --why "the network is rebuilt"
    """
    desk.stop(state, scope, by=by, why=why, catalog=load_catalog(catalog))
    stdout().print(f"Stopped: {scope}. Go on with: estate remediation resume {scope} --by {by}", markup=False)


@commands.command()
def resume(
    scope: Annotated[str, typer.Argument(help="An action, or all.")] = "all",
    *,
    by: By,
    state: StateFolder = STATE,
    catalog: CatalogFolder = DEFAULT,
) -> None:
    """Let go on what a person or the circuit breaker stopped.

    Example: estate remediation resume restart-service --by cedar
    """
    desk.resume(state, scope, by=by, catalog=load_catalog(catalog))
    stdout().print(f"Goes on: {scope}.", markup=False)


@commands.command()
def audit(
    *,
    lines: Annotated[int, typer.Option("--lines", help="How many of the youngest lines are shown.", min=0)] = 20,
    state: StateFolder = STATE,
    as_json: AsJson = False,
) -> None:
    """Verify the audit's chain, and show its youngest lines.

    Exit code 1 when a line was changed, added or taken out.
    Example: estate remediation audit
    """
    verdict = desk.audit(state)
    if as_json:
        print_json({"version": desk.JSON_VERSION, "lines": len(verdict.lines), "breaks": list(verdict.breaks)})
    else:
        shown = verdict.lines[-lines:] if lines else ()
        stdout().print(
            "\n".join([*shown, *verdict.breaks, f"{counted(len(verdict.lines), 'line')}, {counted(len(verdict.breaks), 'break')}"]),
            markup=False,
        )
    if verdict.breaks:
        raise typer.Exit(ExitCode.FOUND)


@commands.command()
def attest(
    *,
    by: By,
    days: Annotated[int, typer.Option("--days", help="Runs of so many days before the newest count.", min=1)] = 30,
    state: StateFolder = STATE,
    catalog: CatalogFolder = DEFAULT,
) -> None:
    """Write what was healed, and what was not, into the evidence that `estate ready` reads.

    Exit code 1 when a run did not heal.
    Example: estate remediation attest --by cedar
    """
    attested = desk.attest(state, by=by, days=days, catalog=load_catalog(catalog), root=catalog.resolve().parent)
    values = attested.proof.values
    told = f"{counted(round(values['runs']), 'run')} of {attested.proof.subject}, {values['unhealed']:.0f} not healed: {attested.file}"
    stdout().print(told, markup=False, soft_wrap=True)
    if not attested.proof.passed:
        raise typer.Exit(ExitCode.FOUND)
