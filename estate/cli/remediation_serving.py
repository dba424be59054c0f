"""What `estate remediation serve` puts together before it serves: everything that can be wrong is found first."""

import os
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console

from estate.catalog.load import load_catalog
from estate.errors import InputError, SurroundingsError
from estate.graph.wording import counted
from estate.host_lock import lock_folder
from estate.remediation.dispatcher import Setup
from estate.remediation.fleet import Fleet, read_fleet
from estate.remediation.paging import read_pager
from estate.remediation.policy import Policy, make_policy
from estate.remediation.runner import ProcessRunner
from estate.remediation.secrets import read_secrets
from estate.remediation.serve import inherited, listen, serve
from estate.remediation.spec import PLAYBOOKS, Places


def serve_environment(
    environment: str,
    *,
    inventory: Path,
    address: tuple[str, int] | int,
    state: Path,
    catalog: Path,
    variables: Mapping[str, str],
    told: Console,
) -> None:
    """Serve until told to end. InputError or SurroundingsError for whatever is not there."""
    policy = make_policy(load_catalog(catalog), environment)
    places = Places(root=catalog.resolve().parent, inventory=inventory, state=state, locks=lock_folder())
    _require_playbooks(policy, places)
    _require_writable(places.state, places.locks)
    setup = Setup(
        policy=policy,
        places=places,
        fleet=_fleet(policy, places),
        secrets=read_secrets(variables),
        pager=read_pager(variables),
        runner=ProcessRunner(),
    )
    senders = ", ".join(setup.secrets)
    with inherited(address) if isinstance(address, int) else listen(*address) as listener:
        place = ":".join(str(part) for part in listener.getsockname()[:2])
        hosts = counted(len(setup.fleet.hosts), "host")
        told.print(f"Heals {environment} ({hosts}); {senders} may post to http://{place}/webhooks/SENDER", markup=False)
        serve(setup, listener)


def _fleet(policy: Policy, places: Places) -> Fleet:
    inventory = places.inventory
    fleet = read_fleet(inventory, config=places.config)
    strangers = sorted({host.service for host in fleet.hosts.values()} - policy.services.keys())
    if strangers:
        name = policy.environment.name
        raise InputError(f"{inventory} has hosts of {', '.join(strangers)}, which {name} does not have; is it another environment's?")
    return fleet


def _require_playbooks(policy: Policy, places: Places) -> None:
    folder = places.root / PLAYBOOKS
    missing = [name for name in sorted({one.do.kind for one in policy.healings.values()}) if not (folder / f"{name}.yml").is_file()]
    if missing:
        raise InputError(f"{folder} has no playbook for {', '.join(missing)}; expected one for each action of remediation.yaml")


def _require_writable(*folders: Path) -> None:
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        except OSError as error:
            raise SurroundingsError(f"{folder} cannot be made: {error.strerror}") from None
        if not os.access(folder, os.W_OK):
            raise SurroundingsError(f"{folder} cannot be written to; run as its owner, or name another one")
