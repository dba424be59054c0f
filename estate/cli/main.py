"""The command `estate`: mounts the groups, and turns every error into words and an exit code."""

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from estate.cli import alerts, check, cost, evidence, new, patch, plan, policy, ready, remediation, roster, sandbox, schema
from estate.cli.exit_codes import ExitCode
from estate.cli.output import stderr
from estate.errors import InputError, SurroundingsError

DEBUG = "ESTATE_DEBUG"

app = typer.Typer(
    name="estate",
    help="The whole platform as one typed description. Start with: estate check",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.command("check")(check.check)
app.command("schema")(schema.schema)
app.command("plan")(plan.plan)
app.command("patch")(patch.patch)
app.command("cost")(cost.cost)
app.command("ready")(ready.ready)
app.add_typer(alerts.commands, name="alerts")
app.add_typer(evidence.commands, name="evidence")
app.add_typer(new.commands, name="new")
app.add_typer(policy.commands, name="policy")
app.add_typer(remediation.commands, name="remediation")
app.add_typer(roster.commands, name="roster")
app.add_typer(sandbox.commands, name="sandbox")


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    sys.exit(outcome(app))


def outcome(command: Callable[[], None]) -> int:
    """The exit code of the command; every error is said in words, without a traceback."""
    try:
        command()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ExitCode.INPUT)
    except InputError as error:
        return _say(error, ExitCode.INPUT)
    except SurroundingsError as error:
        return _say(error, ExitCode.SURROUNDINGS)
    except BrokenPipeError:
        # The reader of the pipe has gone (`estate plan | head`); Python would complain once more while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.GOOD)
    except Exception as error:
        if os.environ.get(DEBUG) == "1":
            raise
        return _say(
            f"{type(error).__name__}: {error}\nThis is a mistake of estate, not yours. {DEBUG}=1 shows where it arose.",
            ExitCode.SURROUNDINGS,
        )
    return int(ExitCode.GOOD)


def _say(text: object, code: ExitCode) -> int:
    stderr().print(str(text), markup=False)
    return int(code)
