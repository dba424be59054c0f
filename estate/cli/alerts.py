"""`estate alerts`: what is watched, where it ends, and what it would have done."""

import typer

from estate.cli import alerts_definitions, alerts_history, alerts_noise, alerts_prometheus, alerts_test

commands = typer.Typer(
    no_args_is_help=True, help="What is watched and who is told: list, explain, write, test; what data and past alerts teach."
)


@commands.callback()
def group() -> None:
    """What is watched and who is told: list, explain, write, test; what data and past alerts teach."""


# A module for each group of commands; a Typer without a name gives its commands to this one.
for part in (
    alerts_definitions,
    alerts_prometheus,
    alerts_test,
    alerts_history,
    alerts_noise,
):
    commands.add_typer(part.commands)
