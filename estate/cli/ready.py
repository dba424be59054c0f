"""`estate ready`: what is the difference between a proof of concept and production, and how far is each service?"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from estate.catalog.fact import Maturity
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stderr, stdout
from estate.cli.writing import write_file
from estate.errors import InputError

if TYPE_CHECKING:
    from estate.readiness.report import Report

EXPLAIN = "explain"

Things = Annotated[
    list[str] | None, typer.Argument(help="A service, store, team or environment; or: explain poc-vs-production", metavar="[NAME]")
]
Level = Annotated[Maturity | None, typer.Option("--level", help="Hold everything against this level.")]
Base = Annotated[str | None, typer.Option("--base", help="Show what changed against this revision.", metavar="REV")]
PlanFile = Annotated[Path | None, typer.Option("--plan", help="Judge the plan in this file: estate plan --json > FILE.", metavar="FILE")]
Day = Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="Judge waivers and evidence as of this day.")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print a comment for a pull request.")]
Html = Annotated[Path | None, typer.Option("--html", help="Write one self-contained page.", metavar="FILE")]
Live = Annotated[bool, typer.Option("--live", help="Read the sandbox back, and hold the plan against what stands there.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show everything that is missing.")]


def ready(
    *,
    things: Things = None,
    level: Level = None,
    base: Base = None,
    plan: PlanFile = None,
    on: Day = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    html: Html = None,
    live: Live = False,
    verbose: Verbose = False,
) -> None:
    """Score every service and store: POC, pilot or production, what is missing, and what to mend next.

    `estate ready explain poc-vs-production` says what each level asks, and why.

    Exit code 0: whoever promises production has reached it; 1: somebody has not, or with --live something stands there otherwise than
    planned.
    Example: estate ready checkout --level production
    """
    if as_json and as_markdown:
        raise InputError("--json and --markdown both write to standard output; choose one of them")
    names = things or []
    if names[:1] == [EXPLAIN]:
        _explain(names[1:])
        return
    if len(names) > 1:
        raise InputError(f"{len(names)} names were given; expected one, or none for everything")
    if live and base:
        raise InputError("--live says what stands there, and of a base nothing does; give one of --live and --base")
    # A plan needs the SDK, which takes a second to import.
    from estate.cli import readying

    asked = readying.Asked(thing=names[0] if names else None, level=level, base=base, plan=plan, day=on.date() if on else None, live=live)
    report = readying.make(Path.cwd(), asked)
    if html:
        from estate.readiness.page import as_page

        write_file(html, as_page(report))
        stderr().print(f"The page: {html}", markup=False)
    _show(report, as_json=as_json, as_markdown=as_markdown, verbose=verbose or bool(names))
    if not report.is_good:
        raise typer.Exit(ExitCode.FOUND)


def _show(report: "Report", *, as_json: bool, as_markdown: bool, verbose: bool) -> None:
    from estate.readiness import document, markdown, terminal

    if as_json:
        print_json(document.as_document(report))
    elif as_markdown:
        typer.echo(markdown.as_markdown(report))
    else:
        console = stdout()
        for line in terminal.lines(report, width=console.width, verbose=verbose):
            console.print(line)


def _explain(words: list[str]) -> None:
    """Print the generated document on what each level asks."""
    from estate.readiness import explain
    from estate.readiness.pack import POLICIES, load_pack

    if words != [explain.TOPIC]:
        raise InputError(f"{' '.join(words) or 'nothing'!r} is not explained here; expected: estate ready explain {explain.TOPIC}")
    typer.echo(explain.poc_vs_production(load_pack(Path.cwd() / POLICIES)), nl=False)
