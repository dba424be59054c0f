"""`estate sandbox`: the estate on a private AWS emulator."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stderr, stdout

commands = typer.Typer(no_args_is_help=True, help="Bring the estate up on a private AWS emulator; no account, no Docker.")

Environ = Annotated[str, typer.Argument(help="The environment to bring up.")]
Page = Annotated[Path, typer.Option("--html", help="Where the page of the estate is written.")]


@commands.command()
def up(environment: Environ = "sandbox", html: Page = Path("build/estate.html"), *, as_json: AsJson = False) -> None:
    """Create every resource of an environment on a private emulator, read all of them back, and leave it running.

    Exit code 0: all of it was made and reads back as declared, known differences aside; 1: not so.
    Example: estate sandbox up
    """
    from estate.cli import sandbox_up

    good = sandbox_up.run(Path.cwd(), environment, page=html, as_json=as_json)
    if not good:
        raise typer.Exit(ExitCode.FOUND)


@commands.command()
def status(*, as_json: AsJson = False) -> None:
    """Say whether a sandbox runs, what is in it, and how to point tools at it.

    Exit code 0: one runs; 1: none does.
    Example: estate sandbox status
    """
    from estate.cli import sandbox_status

    document = sandbox_status.describe(Path.cwd())
    if as_json:
        print_json(document)
    else:
        stdout().print(sandbox_status.as_text(document), markup=False)
    if not document["running"]:
        raise typer.Exit(ExitCode.FOUND)


@commands.command()
def down() -> None:
    """End the sandbox and everything in it.

    Example: estate sandbox down
    """
    from estate.sandbox.session import Session

    stopped = Session.of(Path.cwd()).stop()
    stderr().print("The sandbox is gone, and everything that was in it." if stopped else "No sandbox ran; nothing to do.")


@commands.command()
def serve(
    *,
    attach: Annotated[bool, typer.Option("--attach", help="Use the emulator of the running sandbox instead of one of its own.")] = False,
    as_json: AsJson = False,
) -> None:
    """Serve the emulator as Pulumi providers, so that plain `pulumi up` works without an account; ends with Ctrl-C.

    Example: estate sandbox serve
    """
    from estate.cli import sandbox_serve

    sandbox_serve.serve(Path.cwd(), attach=attach, as_json=as_json)
