"""`estate policy`: the checks, one by one: what they ask, whether they work, what they cover."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout
from estate.cli.writing import write_file
from estate.errors import InputError
from estate.graph.wording import clean, counted
from estate.readiness import policy_words, scaffold
from estate.readiness.coverage import coverage as covered
from estate.readiness.fixtures import load_fixtures, run_fixture
from estate.readiness.pack import POLICIES, Pack, check_files, load_pack

commands = typer.Typer(help="The policy checks: list, explain, test, write them, see what they cover.", no_args_is_help=True)
Ident = Annotated[str, typer.Argument(help="The id of a check.", metavar="ID")]
Pillar = Annotated[str, typer.Argument(help="The folder of the pack.", metavar="PILLAR")]
MaybeIdent = Annotated[str | None, typer.Argument(help="The id of a check; all, when none is named.", metavar="[ID]")]
PlanFile = Annotated[Path | None, typer.Option("--plan", help="The plan in this file: estate plan --json > FILE.", metavar="FILE")]
Kind = Annotated[str, typer.Option("--type", help="What is judged.", metavar="TYPE")]
Function = Annotated[bool, typer.Option("--function", help="With a function, for what comparing properties does not decide.")]
JSON_VERSION = 1


def _pack() -> Pack:
    return load_pack(Path.cwd() / POLICIES)


@commands.command("list")
def list_checks(*, as_json: AsJson = False) -> None:
    """Name every check, by pillar: id, level, severity, title.

    Example: estate policy list
    """
    pack = _pack()
    if as_json:
        print_json({"version": JSON_VERSION, "checks": [policy_words.as_document(check) for check in pack.checks]})
        return
    console = stdout()
    for line in policy_words.listing(pack.checks, width=console.width):
        console.print(line)


@commands.command("explain")
def explain(ident: Ident, *, as_json: AsJson = False) -> None:
    """Say what a check asks, why, who else asks it, and what to do.

    Example: estate policy explain kms_key_rotates
    """
    check = _pack().named(ident)
    if as_json:
        print_json({"version": JSON_VERSION, **policy_words.as_document(check)})
        return
    console = stdout()
    for line in policy_words.explanation(check, width=console.width):
        console.print(line)


@commands.command("test")
def try_fixtures(ident: MaybeIdent = None, *, as_json: AsJson = False) -> None:
    """Run the fixtures of a check, or of all.

    Exit code 1: one got another verdict.
    Example: estate policy test kms_key_rotates
    """
    pack = _pack()
    chosen = [pack.named(ident)] if ident else list(pack.checks)
    outcomes = [run_fixture(check, one, pack.folder) for check in chosen for one in load_fixtures(check, pack.folder)]
    wrong = [outcome for outcome in outcomes if outcome.complaint]
    if as_json:
        found = [{"check": one.check.id, "fixture": one.fixture.name, "complaint": one.complaint} for one in wrong]
        print_json({"version": JSON_VERSION, "checks": len(chosen), "fixtures": len(outcomes), "wrong": found})
    else:
        for one in wrong:
            typer.echo(clean(f"{one.check.id}, {one.fixture.name}: {one.complaint}"))
        all_of_them = f"{counted(len(outcomes), 'fixture')} of {counted(len(chosen), 'check')}"
        typer.echo(f"{len(outcomes) - len(wrong):,} of {all_of_them} get their verdict")
    if wrong:
        raise typer.Exit(ExitCode.FOUND)


@commands.command("new")
def new(pillar: Pillar, ident: Ident, *, kind: Kind = scaffold.DEFAULT_TYPE, function: Function = False) -> None:
    """Write a check that works, with its fixtures, to be changed.

    Example: estate policy new storage bucket_has_a_name
    """
    folder = Path.cwd() / POLICIES
    files = scaffold.new_check(pillar, ident, kind=kind, function=function)
    if ident in (known := check_files(folder)):
        raise InputError(f"{known[ident].relative_to(folder.parent)} is there; expected an id of its own")
    for name, text in files.items():
        write_file(folder / name, text)
        typer.echo(f"{POLICIES}/{name}")
    typer.echo(f"Next: change it, then: estate policy test {ident}")


@commands.command("coverage")
def coverage(*, plan: PlanFile = None, as_json: AsJson = False) -> None:
    """Say which controls the checks answer, and which resources of the plan none looks at.

    Example: estate policy coverage --json
    """
    from estate.cli.judging import plan_of

    found = covered(_pack(), plan_of(Path.cwd(), plan).stacks)
    if as_json:
        print_json(found.as_json())
        return
    console = stdout()
    for line in policy_words.coverage_lines(found, width=console.width):
        console.print(line)
