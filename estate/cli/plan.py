"""`estate plan`: what the program would create, and what a change of it does."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stderr, stdout
from estate.errors import InputError

Stacks = Annotated[list[str] | None, typer.Argument(help="The stacks to plan; all, when none is named.", metavar="STACK")]
Base = Annotated[str | None, typer.Option("--base", help="Show what changes against this revision.", metavar="REV")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print a comment for a pull request.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write one self-contained page.", metavar="FILE")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show everything.")]


def plan(
    *,
    stacks: Stacks = None,
    base: Base = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    html: Html = None,
    verbose: Verbose = False,
) -> None:
    """Show what the program would create, without an account, credentials or a network.

    Exit code 0: planned; 1: a stack's program has an error; 2: no such stack or revision.
    Example: estate plan services-production --base main -v
    """
    if as_json and as_markdown:
        raise InputError("--json and --markdown both write to standard output; choose one of them")
    # The SDK takes a second to import; commands that need none of it should not wait for it.
    from estate.cli import planning
    from estate.graph import markdown, terminal

    head, comparison = planning.make(Path.cwd(), stacks or [], base)
    if html:
        from estate.graph.page import write_page

        write_page(html, head, comparison)
        stderr().print(f"The page: {html}", markup=False)
    if as_json:
        print_json({**head.as_json(), **({"comparison": comparison.as_json()} if comparison else {})})
    elif as_markdown:
        typer.echo(markdown.as_markdown(head, comparison))
    else:
        console = stdout()
        for line in terminal.lines(head, comparison, width=console.width, verbose=verbose):
            console.print(line)
    if head.errors:
        raise typer.Exit(ExitCode.FOUND)
