# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""From what was seen of a host to a verdict with its reasons, and to the page that says so. Values in, words out."""

from __future__ import annotations

from typing import Any

# Where a person would say that something is wrong; an alert has thresholds of its own.
LOAD_PER_CPU = 4.0
AVAILABLE_PERCENT = 5
USED_PERCENT = 95
LOOKUP_MS = 1000
ANSWER_MS = 1000
REAL, FALSE = "likely real", "likely a false positive"


def reasons(facts: dict[str, Any], checks: list[dict[str, Any]], *, load_limit: float = LOAD_PER_CPU) -> list[str]:
    """What is wrong with the host; empty when nothing is."""
    load, memory = facts["load"], facts["memory"]
    found = [f"{one['address']}: {one['wrong']}" for one in checks if one["wrong"]]
    found += [f"{one['address']} takes {one['milliseconds']} ms to answer" for one in checks if one["milliseconds"] >= ANSWER_MS]
    found += [f"{name} is {state}" for name, state in facts["services"].items() if state != "active"]
    found += [f"{unit} has failed" for unit in facts["failed_units"]]
    found += [f"{place} is {disk['used_percent']} % full" for place, disk in facts["disks"].items() if disk["used_percent"] >= USED_PERCENT]
    found += [
        f"{place} has {disk['inodes_percent']} % of its inodes taken"
        for place, disk in facts["disks"].items()
        if disk["inodes_percent"] >= USED_PERCENT
    ]
    found += [f"{load['load_per_cpu']} processes want each processor"] if load["load_per_cpu"] >= load_limit else []
    found += [f"{memory['available_percent']} % of the memory is free"] if memory["available_percent"] <= AVAILABLE_PERCENT else []
    found += [f"{facts['oom']} programs were ended for want of memory"] if facts["oom"] else []
    found += [f"{name} cannot be looked up" for name, took in facts["lookups_ms"].items() if took is None]
    return found + [f"{name} takes {took} ms to look up" for name, took in facts["lookups_ms"].items() if took and took >= LOOKUP_MS]


def verdict(found: list[str], checks: list[dict[str, Any]]) -> tuple[str, list[str]]:
    """Whether an alert of this host is likely real, and why."""
    if found:
        return REAL, found
    asked = f"all {len(checks)} checks from outside are well" if checks else "nothing was asked from outside"
    return FALSE, [asked, "services run, disks, memory and load are far from their limits"]


def page(host: str, facts: dict[str, Any], checks: list[dict[str, Any]], *, load_limit: float = LOAD_PER_CPU) -> str:
    """One page of Markdown."""
    word, why = verdict(reasons(facts, checks, load_limit=load_limit), checks)
    disks = [f"{place} {disk['used_percent']} %" for place, disk in facts["disks"].items()]
    lines = [
        f"# {host}: {word}",
        *(f"- {reason}" for reason in why),
        "",
        "| topic | seen |",
        "|---|---|",
        f"| load | {facts['load']['load_per_cpu']} for each of {facts['load']['cpus']} processors |",
        f"| memory | {facts['memory']['available_percent']} % free, {facts['memory']['swap_used_percent']} % of the swap taken |",
        f"| disks | {', '.join(disks)} |",
        f"| sockets | {', '.join(f'{number} {state}' for state, number in facts['sockets'].items())} |",
        f"| services | {', '.join(f'{name} {state}' for name, state in facts['services'].items()) or 'none named'} |",
        f"| up for | {facts['uptime_seconds'] // 3600} h |",
        *_listed("From outside", [f"{one['kind']} {one['address']}: {one['wrong'] or 'well'}, {one['milliseconds']} ms" for one in checks]),
        *_listed("Busiest (% of a processor, KiB, seconds, name)", facts["top_cpu"]),
        *_listed("Largest (KiB, % of a processor, seconds, name)", facts["top_memory"]),
        *_listed("Recent errors", facts["errors"]),
        *_listed("Recent upgrades", facts["upgrades"]),
    ]
    return "\n".join(lines) + "\n"


def _listed(title: str, lines: list[str]) -> list[str]:
    return ["", f"## {title}", *(f"    {line}" for line in lines)] if lines else []
