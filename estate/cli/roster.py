"""`estate roster`: who is on call, solved, proved, published and lived with."""

import typer

from estate.cli import roster_change, roster_live, roster_prove, roster_publish, roster_solve

commands = typer.Typer(no_args_is_help=True, help="Who is on call: solve, prove, publish, read back, and live with it.")


@commands.callback()
def group() -> None:
    """Who is on call: solve, prove, publish, read back, and live with it."""


# A module for each group of commands; a Typer without a name gives its commands to this one.
for part in (roster_change, roster_live, roster_prove, roster_publish, roster_solve):
    commands.add_typer(part.commands)
