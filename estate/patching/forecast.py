"""How long a run will take, from what earlier ones took."""

from collections.abc import Iterable
from datetime import timedelta
from statistics import median
from typing import Any

from estate.patching.batches import DEFAULT, split
from estate.patching.evidence import RunResult, run_result

ONE_HOST = timedelta(seconds=60)  # assumed while nothing was measured: drain, install, check, return
REBOOT = timedelta(seconds=90)  # assumed: a virtual machine boots in one to two minutes


def seconds_measured(records: tuple[dict[str, Any], ...]) -> tuple[float, ...]:
    """How long each host of earlier runs took."""
    runs = dict.fromkeys(record["run"] for record in records)
    results = [found for run in runs if (found := run_result(records, run))]
    return tuple(host.seconds for result in results for host in result.hosts if host.seconds is not None)


def duration(hosts: Iterable[str], sizes: tuple[str, ...], *, measured: tuple[float, ...], reboots: bool) -> timedelta:
    """Batches come one after another; the hosts of a batch beside each other."""
    one = timedelta(seconds=median(measured)) if measured else ONE_HOST
    return len(split(tuple(hosts), sizes or DEFAULT)) * (one + (REBOOT if reboots else timedelta(0)))


def busy_hosts(result: RunResult) -> tuple[str, ...]:
    """The hosts for which the plan has something."""
    return tuple(host.host for host in result.hosts if host.packages)
