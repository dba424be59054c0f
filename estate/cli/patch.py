"""`estate patch`: hosts get their patches in batches, and no request fails meanwhile."""

from pathlib import Path
from typing import Annotated

import typer

from estate.cli import patching
from estate.cli.catalog_folder import DEFAULT, CatalogFolder
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson
from estate.errors import InputError
from estate.patching.order import Mode, Request

Group = Annotated[
    list[str] | None, typer.Option("--group", help="A group of hosts; several are possible. None: all that the playbook patches.")
]
Plan = Annotated[bool, typer.Option("--plan", help="Only say what would be done.")]
Check = Annotated[bool, typer.Option("--check", help="Walk through all of it without changing anything.")]
Resume = Annotated[bool, typer.Option("--resume", help="Take up the run that was interrupted.")]
Everything = Annotated[bool, typer.Option("--all", help="Every upgrade, not security fixes alone.")]
Packages = Annotated[list[str] | None, typer.Option("--package", help="Only this package; several are possible.", metavar="NAME")]
Hold = Annotated[list[str] | None, typer.Option("--hold", help="A host that stays as it is; may be repeated.", metavar="HOST")]
HoldPackage = Annotated[
    list[str] | None, typer.Option("--hold-package", help="A package that stays as it is; may be repeated.", metavar="NAME")
]
Batch = Annotated[list[str] | None, typer.Option("--batch", help="Hosts at once: 2 or 25%; several: one after another.", metavar="SIZE")]
Reboot = Annotated[bool, typer.Option("--reboot", help="Hosts may reboot where a patch asks for it.")]
Window = Annotated[
    str | None, typer.Option("--window", help="Another window: 2026-12-03T02:00Z/2026-12-03T05:00Z.", metavar="OPENS/CLOSES")
]
Override = Annotated[
    str, typer.Option("--override", help="Why it goes on in a freeze or outside the window; it is written down.", metavar="REASON")
]
Inventory = Annotated[Path | None, typer.Option("--inventory", help="Another inventory than ansible/inventories/ENV.")]
State = Annotated[Path | None, typer.Option("--state", help="Where evidence and locks are kept; else ~/.local/state/platform-ops.")]
Variables = Annotated[Path | None, typer.Option("--variables", help="A JSON file with more variables of the roles.")]


def patch(
    environment: Annotated[str, typer.Argument(help="The environment.", metavar="ENV")],
    group: Group = None,
    plan: Plan = False,  # noqa: FBT002 - a switch of the command line
    check: Check = False,  # noqa: FBT002 - a switch of the command line
    resume: Resume = False,  # noqa: FBT002 - a switch of the command line
    everything: Everything = False,  # noqa: FBT002 - a switch of the command line
    package: Packages = None,
    hold: Hold = None,
    hold_package: HoldPackage = None,
    batch: Batch = None,
    reboot: Reboot = False,  # noqa: FBT002 - a switch of the command line
    window: Window = None,
    override: Override = "",
    inventory: Inventory = None,
    state: State = None,
    variables: Variables = None,
    catalog: CatalogFolder = DEFAULT,
    as_json: AsJson = False,  # noqa: FBT002 - a switch of the command line
) -> None:
    """Patch hosts in batches, so that no request fails.

    Exit code 0: all is well; 1: halted, a host went back or was lost; 2: refused; 3: a host or the archive is out of reach.
    Example: estate patch staging --group relay-hosts --plan
    """
    request = Request(
        environment=environment,
        groups=tuple(group or ()),
        mode=_mode(plan=plan, check=check, resume=resume),
        resume=resume,
        everything=everything,
        packages=tuple(package or ()),
        hold_hosts=tuple(hold or ()),
        hold_packages=tuple(hold_package or ()),
        batches=tuple(batch or ()),
        reboot=reboot,
        window=window,
        override=override,
    )
    places = patching.Places(catalog=catalog, inventory=inventory, state=state, variables=variables)
    if not patching.run(places, request, as_json=as_json):
        raise typer.Exit(ExitCode.FOUND)


def _mode(*, plan: bool, check: bool, resume: bool) -> Mode:
    given = [name for name, is_given in (("--plan", plan), ("--check", check), ("--resume", resume)) if is_given]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} exclude each other; expected one of them")
    return "plan" if plan else "check" if check else "run"
