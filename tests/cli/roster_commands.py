"""The commands on rosters and vendors, as a person starts them: exit code, stdout, stderr."""

from collections.abc import Sequence

import typer
from typer.testing import CliRunner

from estate.cli import roster_publish
from estate.errors import EstateError
from tests.cli.catalog_commands import Outcome

app = typer.Typer(pretty_exceptions_enable=False)
app.add_typer(roster_publish.commands)


def run_roster(arguments: Sequence[object]) -> Outcome:
    """Run `estate roster` with these arguments; an error that is no teaching one breaks the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    failed = result.exception
    if failed is not None and not isinstance(failed, SystemExit | EstateError):
        raise failed
    return Outcome(code=result.exit_code, out=result.stdout, error=str(failed) if isinstance(failed, EstateError) else result.stderr)
