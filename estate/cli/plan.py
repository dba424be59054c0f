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
NoChecks = Annotated[bool, typer.Option("--no-checks", help="Leave out what the policy checks say.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show everything.")]


def plan(
    *,
    stacks: Stacks = None,
    base: Base = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    html: Html = None,
    no_checks: NoChecks = False,
    verbose: Verbose = False,
) -> None:
    """Show what the program would create, without an account, credentials or a network.

    Exit code 0: planned; 1: a stack's program has an error; 2: no such stack or revision.
    Example: estate plan services-production --base main -v
    """
    if as_json and as_markdown:
        raise InputError("--json and --markdown both write to standard output; choose one of them")
    # The SDK takes a second to import; commands that need none of it should not wait for it.
    from estate.cli import plan_checks, planning
    from estate.graph import markdown, terminal
    from estate.readiness import violation_words
    from estate.readiness.violations import Violations

    head, comparison, before = planning.make(Path.cwd(), stacks or [], base)
    found = Violations() if no_checks else plan_checks.find(Path.cwd(), head, comparison, whole=not stacks, before=before)
    if html:
        from estate.graph.page import write_page

        write_page(html, head, comparison, notes=violation_words.as_notes(found))
        stderr().print(f"The page: {html}", markup=False)
    if as_json:
        compared = {"comparison": comparison.as_json()} if comparison else {}
        print_json({**head.as_json(), **compared, **({} if found.is_silent else {"policy": found.as_json()})})
    elif as_markdown:
        said = violation_words.as_markdown(found)
        typer.echo(markdown.as_markdown(head, comparison, limit=markdown.LIMIT - len(said)) + said)
    else:
        console = stdout()
        for line in terminal.lines(head, comparison, width=console.width, verbose=verbose):
            console.print(line)
        for line in violation_words.lines(found, width=console.width, verbose=verbose):
            console.print(line)
    if head.errors:
        raise typer.Exit(ExitCode.FOUND)
