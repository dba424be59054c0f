"""The commands on the catalog, as a person starts them: exit code, stdout, stderr."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import typer
from typer.testing import CliRunner

from estate.cli import alerts, check, new, remediation, roster, schema
from estate.errors import EstateError

app = typer.Typer(pretty_exceptions_enable=False)
app.command("check")(check.check)
app.command("schema")(schema.schema)
app.add_typer(alerts.commands, name="alerts")
app.add_typer(new.commands, name="new")
app.add_typer(remediation.commands, name="remediation")
app.add_typer(roster.commands, name="roster")


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a command did; `error` is what the one handler would print."""

    code: int
    out: str
    error: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


def run(arguments: Sequence[object]) -> Outcome:
    """Run `estate` with these arguments; an error that is no teaching one breaks the test."""
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    failed = result.exception
    if failed is not None and not isinstance(failed, SystemExit | EstateError):
        raise failed
    return Outcome(code=result.exit_code, out=result.stdout, error=str(failed) if isinstance(failed, EstateError) else result.stderr)
