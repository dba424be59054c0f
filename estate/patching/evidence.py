"""The evidence that the playbook leaves, in the form of all evidence (`estate.chain`): read, proved unbroken, and put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from estate.chain import BrokenError, chained, lines_of
from estate.errors import InputError
from estate.readiness.world import Attestation

Ending = Literal["patched", "reverted", "failed", "interrupted", "untouched"]
ENDINGS: Mapping[str, Ending] = {"patched": "patched", "reverted": "reverted", "failed": "failed", "began": "interrupted"}


@dataclass(frozen=True, kw_only=True)
class Package:
    """One package of a plan."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class HostResult:
    """What a run planned for a host, and how it ended there."""

    host: str
    ending: Ending
    packages: tuple[Package, ...]
    seconds: float | None
    """From the moment it was begun until it served again; None where that did not happen."""
    rebooted: bool
    reboot_pending: bool
    wrong: str
    """What went wrong; empty when nothing did."""


@dataclass(frozen=True, kw_only=True)
class RunResult:
    """What the evidence says of one run."""

    run: str
    who: str
    began: datetime
    hosts: tuple[HostResult, ...]

    @property
    def is_good(self) -> bool:
        """Whether every host that had something to do has it."""
        return all(host.ending == "patched" for host in self.hosts if host.packages)


def read_evidence(file: Path) -> tuple[dict[str, Any], ...]:
    """Every record, the oldest first. InputError for a line that was changed, taken out or cut."""
    try:
        return tuple(record for _, record in chained(lines_of(file.read_text(encoding="utf-8")))) if file.exists() else ()
    except BrokenError as broken:
        raise InputError(f"{file}:{broken.line}: {broken}; the evidence proves nothing any more") from None


def last_run(records: tuple[dict[str, Any], ...]) -> RunResult | None:
    """The run of the newest record; None when there is none."""
    return run_result(records, records[-1]["run"]) if records else None


def run_result(records: tuple[dict[str, Any], ...], run: str) -> RunResult | None:
    """What is said of one run."""
    own = [record for record in records if record["run"] == run]
    plans = [record for record in own if record["event"] == "planned"]
    if not plans:
        return None
    planned: dict[str, list[dict[str, Any]]] = {}
    for plan in plans:
        # A run that was taken up again has a second plan, of what was left; the first one says what was meant.
        planned |= {host: packages for host, packages in plan["data"]["packages"].items() if packages or host not in planned}
    hosts = tuple(_host_result(host, packages, own) for host, packages in sorted(planned.items()))
    return RunResult(run=run, who=own[0]["who"], began=_moment(own[0]), hosts=hosts)


def looked_at(plans: Mapping[str, list[dict[str, Any]]], now: datetime) -> RunResult:
    """What hosts said that they lack, in a run that changed nothing and so left no evidence."""
    return RunResult(run="", who="", began=now, hosts=tuple(_host_result(host, packages, []) for host, packages in sorted(plans.items())))


def attestation(result: RunResult, environment: str, *, file: str) -> Attestation:
    """The run as the readiness report takes evidence: whether an environment was patched, when, and how many hosts."""
    values = {
        "hosts": float(len(result.hosts)),
        "patched": float(sum(host.ending == "patched" for host in result.hosts)),
        "reboots_pending": float(sum(host.reboot_pending for host in result.hosts)),
    }
    return Attestation(kind="patch", subject=environment, on=result.began.date(), file=file, passed=result.is_good, values=values)


def _host_result(host: str, packages: list[dict[str, Any]], records: list[dict[str, Any]]) -> HostResult:
    own = [record for record in records if record["host"] == host]
    last = own[-1] if own else None
    data = last["data"] if last else {}
    began = next((record for record in own if record["event"] == "began"), None)
    is_over = last is not None and last["event"] == "patched"
    return HostResult(
        host=host,
        ending=ENDINGS[last["event"]] if last else "untouched",
        packages=tuple(Package(name=one["name"], old=one["old"], new=one["new"]) for one in packages),
        seconds=(_moment(last) - _moment(began)).total_seconds() if began and last and is_over else None,
        rebooted=bool(data.get("rebooted")),
        reboot_pending=bool(data.get("reboot_pending")),
        wrong=str(data.get("wrong", "")),
    )


def _moment(record: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(record["at"])
