"""What `estate patch` does at the terminal: the plan first, then each host's steps, then what came of it."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from estate.catalog.fact import format_duration
from estate.catalog.load import load_catalog
from estate.cli.output import print_json, stderr, stdout
from estate.errors import InputError, SurroundingsError
from estate.graph.wording import counted
from estate.patching.batches import DEFAULT, split
from estate.patching.evidence import RunResult, attestation, last_run, looked_at, read_evidence
from estate.patching.forecast import busy_hosts, duration, seconds_measured
from estate.patching.order import Order, Request, order
from estate.patching.playbook import Ended, Step, run_playbook
from estate.readiness.attest import attest

VERSION = 1
MARKS = {"patched": "ok", "untouched": "not touched", "reverted": "went back", "failed": "OUT OF SERVICE", "interrupted": "INTERRUPTED"}


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where things are."""

    catalog: Path
    inventory: Path | None
    state: Path | None
    variables: Path | None


def run(places: Places, request: Request, *, as_json: bool) -> bool:
    """Plan or patch; False when it was halted. InputError for what was refused, SurroundingsError for what cannot be reached."""
    given = order(load_catalog(places.catalog), request, now=datetime.now(UTC))
    root = places.catalog.resolve().parent
    inventory = _inventory(root, given, places.inventory)
    state = (places.state or _default_state()).resolve()
    file = state / given.environment / "evidence.jsonl"
    before = read_evidence(file)
    more = _more_variables(places.variables)
    told = partial(_say, only_checked=given.mode == "check")
    ended = run_playbook(root, given, inventory=inventory, state=state, variables=more, told=told)
    records = read_evidence(file)
    if ended.refused:
        raise InputError(ended.wrong)
    result = looked_at(ended.plans, datetime.now(UTC)) if given.mode == "check" else last_run(records[len(before) :] and records)
    began = any(record["event"] == "began" for record in records[len(before) :])
    if not ended.good and not began:
        raise SurroundingsError(f"No host was touched.\n{ended.wrong}")
    if result and given.mode == "run":
        attest(root, attestation(result, given.environment, file=f"{file}#{result.run}"), by=result.who, now=datetime.now(UTC))
    _show(given, request, result, ended, measured=seconds_measured(before), file=file, as_json=as_json)
    return ended.good


def _inventory(root: Path, given: Order, asked: Path | None) -> Path:
    inventory = (asked or root / "ansible/inventories" / given.environment).resolve()
    if not inventory.exists():
        raise InputError(f"{inventory} is no inventory; expected a file or a folder of Ansible's (--inventory)")
    return inventory


def _default_state() -> Path:
    base = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state"
    return Path(base) / "platform-ops"


def _more_variables(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        found = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise InputError(f"{file} cannot be read: {error}; expected a JSON object with variables of the roles") from None
    if not isinstance(found, dict):
        raise InputError(f"{file} has no JSON object; expected variables of the roles and their values")
    return found


def _say(step: Step, *, only_checked: bool) -> None:
    told = "  (only checked)" if only_checked and not step.failed else ""
    stderr().print(f"  {step.host:<20} {step.text}{told}", markup=False, style="red" if step.failed else "")


def _show(
    given: Order, request: Request, result: RunResult | None, ended: Ended, *, measured: tuple[float, ...], file: Path, as_json: bool
) -> None:
    takes = duration(busy_hosts(result), request.batches, measured=measured, reboots=request.reboot) if result else timedelta(0)
    if as_json:
        print_json(_document(given, request, result, ended, takes, file))
        return
    console = stdout()
    _show_hosts(console, given, result)
    if given.mode != "run" and result:
        console.print(_forecast(split(busy_hosts(result), request.batches or DEFAULT), takes))
    if not ended.good:
        console.print(f"\nHalted; no further host was touched.\n{ended.wrong}", markup=False, style="red")
    console.print(f"evidence: {file}", markup=False)


def _forecast(batches: Sequence[Sequence[str]], takes: timedelta) -> str:
    if not batches:
        return "nothing to do"
    sizes = ", ".join(str(len(batch)) for batch in batches)
    return f"batches of {sizes}; expected to take {format_duration(timedelta(seconds=round(takes.total_seconds())))}"


def _show_hosts(console: Console, given: Order, result: RunResult | None) -> None:
    for host in result.hosts if result else ():
        mark = "" if given.mode != "run" else MARKS[host.ending] if host.packages else "nothing to do"
        reboot = "  reboot pending" if host.reboot_pending else "  rebooted" if host.rebooted else ""
        console.print(f"{host.host:<20} {mark:<16}{counted(len(host.packages), 'package'):>12}{reboot}", markup=False)
        for package in host.packages:
            console.print(f"    {package.name} {package.old or 'new'} -> {package.new}", markup=False)
        if host.wrong:
            console.print(f"    {host.wrong}", markup=False, style="red")


def _document(given: Order, request: Request, result: RunResult | None, ended: Ended, takes: timedelta, file: Path) -> dict[str, Any]:
    hosts = busy_hosts(result) if result else ()
    proof = attestation(result, given.environment, file=str(file)) if result and given.mode == "run" else None
    return {
        "version": VERSION,
        "environment": given.environment,
        "groups": list(given.groups),
        "mode": given.mode,
        "run": (result.run or None) if result else None,
        "good": ended.good,
        "wrong": ended.wrong,
        "batches": [list(batch) for batch in split(hosts, request.batches or DEFAULT)],
        "expected_seconds": round(takes.total_seconds()),
        "hosts": [asdict(host) for host in result.hosts] if result else [],
        "attestation": {**asdict(proof), "on": proof.on.isoformat()} if proof else None,
        "evidence": str(file),
    }
