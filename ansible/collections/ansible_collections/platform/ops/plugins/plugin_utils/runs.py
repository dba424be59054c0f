# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the evidence says of runs: which hosts were begun and never ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BEGAN = "began"
ENDS = ("patched", "reverted", "abandoned")
"""Events after which a host is as somebody meant it to be. A host that failed and could not be brought back is in none of these states."""


@dataclass
class Unfinished:
    """A run that was interrupted: the plan of each host that was begun."""

    run: str
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)


def unfinished(records: list[dict[str, Any]]) -> Unfinished | None:
    """The last run with hosts that were begun and never ended; None when there is none."""
    open_hosts: dict[str, tuple[str, dict[str, Any]]] = {}
    for record in records:
        if record["event"] == BEGAN:
            open_hosts[record["host"]] = (record["run"], record["data"])
        elif record["event"] in ENDS:
            open_hosts.pop(record["host"], None)
    if not open_hosts:
        return None
    last = [run for run, _data in open_hosts.values()][-1]
    return Unfinished(run=last, hosts={host: data for host, (_run, data) in open_hosts.items()})
