"""`estate cost`: what the plan costs a month, and what a change of it does to that."""

from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Annotated

import typer

from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout
from estate.errors import InputError

if TYPE_CHECKING:
    from rich.text import Text

Environments = Annotated[list[str] | None, typer.Argument(help="The environments, or global; all, when none is named.", metavar="ENV")]
ServiceOption = Annotated[str | None, typer.Option("--service", help="Only this service, store or shared part.", metavar="NAME")]
Base = Annotated[str | None, typer.Option("--base", help="Show what changes against this revision.", metavar="REF")]
AsMarkdown = Annotated[bool, typer.Option("--markdown", help="Print a comment for a pull request.")]
Utilisation = Annotated[
    Path | None, typer.Option("--utilisation", help="A CSV of what is used: say what could be smaller.", metavar="FILE")
]
OnOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day on which prices are looked at; today.", metavar="DAY")
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Show every position, and why free types are free.")]


def cost(
    *,
    environments: Environments = None,
    service: ServiceOption = None,
    base: Base = None,
    utilisation: Utilisation = None,
    on: OnOption = None,
    as_json: AsJson = False,
    as_markdown: AsMarkdown = False,
    verbose: Verbose = False,
) -> None:
    """Say what the plan costs a month by list prices, and what of it has no price or needs a number of use.

    Exit code 0: nothing is over its budget; 1: something is, or a stack's program has an error; 2: the input is wrong.
    Example: estate cost production --service checkout
    """
    if as_json and as_markdown:
        raise InputError("--json and --markdown both write to standard output; choose one of them")
    from estate.cli import costing
    from estate.cost import document, markdown, text

    asked = costing.Asked(
        environments=tuple(environments or ()),
        name=service,
        base=base,
        utilisation=utilisation,
        day=on.date() if on else date.today(),  # noqa: DTZ011 - the day of whoever asks
    )
    statement = costing.make(Path.cwd(), asked)
    if as_json:
        print_json(document.as_document(statement))
    elif as_markdown:
        comment = markdown.as_markdown(statement)
        typer.echo(comment, nl=bool(comment))
    else:
        console = stdout()
        for line in text.lines(statement, verbose=verbose):
            console.print(_in_lines(line, console.width) if console.is_terminal else line)
    if statement.over or statement.errors:
        raise typer.Exit(ExitCode.FOUND)


def _in_lines(line: "Text", width: int) -> "Text":
    """The line in as many as the terminal needs, those after the first further in; a pipe gets it whole, to be searched."""
    from rich.text import Text

    if line.cell_len <= width:
        return line
    indent = " " * (len(line.plain) - len(line.plain.lstrip()) + 4)
    return Text("\n".join(wrap(line.plain, width, subsequent_indent=indent, break_on_hyphens=False)), style=line.style)
