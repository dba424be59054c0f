"""Which hosts there are: those of the inventory, and no others."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from estate.catalog.mistakes import shorten
from estate.errors import InputError, SurroundingsError
from estate.remediation.event import HOST

SECONDS = 60  # that an inventory may take; a hundred pages of EC2 take twenty
SERVICE_VARIABLE = "estate_service"
ADDRESS_VARIABLE = "ansible_host"
UNSAFE = "__ansible_unsafe"
"""The key with which Ansible's JSON says that a text is no template (ansible-core, JSON profiles)."""

MOST_LINES, LONGEST_LINE = 8, 200
"""Of what Ansible says when it cannot read an inventory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Host:
    """A host of the inventory."""

    name: str
    service: str
    address: str
    """Where its service is asked whether it is well."""


@dataclass(frozen=True, kw_only=True)
class Fleet:
    """The hosts of one environment, by name."""

    hosts: Mapping[str, Host]

    def of(self, service: str) -> tuple[Host, ...]:
        """The hosts of a service, by name."""
        return tuple(host for _, host in sorted(self.hosts.items()) if host.service == service)


def read_fleet(inventory: Path, *, config: Path) -> Fleet:
    """The inventory's hosts as Ansible sees them with its configuration `config`.

    InputError for no inventory, no hosts, or a host without its service; SurroundingsError where it cannot be asked. An
    inventory that cannot be read is an error, and not an empty one.
    """
    if not inventory.exists():
        raise InputError(f"{shorten(str(inventory), 200)} is no inventory; expected a file or a folder of Ansible's")
    program = Path(sys.executable).with_name("ansible-inventory")
    command = [str(program), "--inventory", str(inventory), "--list"]
    environment = {
        **os.environ,
        "ANSIBLE_CONFIG": str(config),
        "ANSIBLE_INVENTORY_ANY_UNPARSED_IS_FAILED": "1",
        "ANSIBLE_LOCALHOST_WARNING": "0",
    }
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - Ansible's own program with a path of the command line
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SurroundingsError(f"{program} cannot be asked for the hosts: {error}") from None
    if done.returncode != 0:
        raise SurroundingsError(f"the inventory {inventory} cannot be read:\n{_reasons(done.stderr)}")
    return fleet_of(json.loads(done.stdout), inventory=str(inventory))


def _reasons(said: str) -> str:
    """What Ansible says, the beginning of each line; and what to do where a collection is missing."""
    lines = [line for line in map(str.strip, said.splitlines()) if line and "deprecat" not in line.lower()]
    if missing := [line for line in lines if "unknown plugin" in line][:1]:
        lines = [*missing, "the collections are not here; bring them with: tools/collections"]
    return "\n".join(f"    {shorten(line, LONGEST_LINE)}" for line in lines[:MOST_LINES])


def fleet_of(listing: Mapping[str, Any], *, inventory: str) -> Fleet:
    """The hosts of `ansible-inventory --list`. InputError as `read_fleet` says."""
    variables: Mapping[str, Mapping[str, Any]] = listing.get("_meta", {}).get("hostvars", {})
    # A host without variables stands in its groups alone.
    names = set(variables).union(*(group.get("hosts", ()) for name, group in listing.items() if name != "_meta"))
    if not names:
        raise InputError(f"{inventory} has no hosts; expected at least one with {SERVICE_VARIABLE}")
    hosts, mistakes = dict[str, Host](), list[str]()
    for name in sorted(names):
        own = variables.get(name, {})
        service = _plain(own.get(SERVICE_VARIABLE))
        if not HOST.fullmatch(name):
            mistakes.append(f"{inventory}: {shorten(name)!r} is no name of a host; expected letters, digits, dots and hyphens")
        elif not isinstance(service, str):
            mistakes.append(f"{inventory}: {name} has no {SERVICE_VARIABLE}; expected the service that runs on it")
        else:
            hosts[name] = Host(name=name, service=service, address=str(_plain(own.get(ADDRESS_VARIABLE, name))))
    if mistakes:
        raise InputError("\n".join(mistakes))
    return Fleet(hosts=hosts)


def _plain(value: Any) -> Any:
    """The value itself: what inventories got from elsewhere comes marked as data, `{"__ansible_unsafe": ...}`."""
    return value[UNSAFE] if isinstance(value, dict) and value.keys() == {UNSAFE} else value
