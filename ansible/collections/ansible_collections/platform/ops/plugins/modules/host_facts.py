#!/usr/bin/python
# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody who is woken looks at first, on one host."""

from __future__ import annotations

DOCUMENTATION = r"""
module: host_facts
short_description: What somebody who is woken looks at first
version_added: 0.1.0
description:
  - Reads load, memory, disks, sockets, names, failed services, top processes, recent errors and recent upgrades. Changes nothing.
author: Platform team (@platform)
options:
  services:
    description: Units that matter here.
    type: list
    elements: str
    default: []
  names:
    description: Names that the host must be able to look up.
    type: list
    elements: str
    default: []
  minutes:
    description: How far back errors are read.
    type: int
    default: 15
attributes:
  check_mode:
    description: Whether it may run in check mode.
    support: full
"""

EXAMPLES = r"""
- name: Look
  platform.ops.host_facts:
    services: [nginx.service]
"""

RETURN = r"""
facts:
  description: What was seen, by topic.
  type: dict
  returned: always
"""

import os
import shutil
import socket
import time

from ansible.module_utils.basic import AnsibleModule

MOST = 5  # lines of a kind: it is one page
REAL = ("ext2", "ext3", "ext4", "xfs", "btrfs", "overlay", "tmpfs", "vfat")
# States of /proc/net/tcp (include/net/tcp_states.h).
ESTABLISHED = "01"
TIME_WAIT = "06"
LISTEN = "0A"


def load():
    """Processes that want to run, for each processor."""
    return {"load_per_cpu": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2), "cpus": os.cpu_count()}


def memory():
    """Percent of the memory that is free for use, and of the swap that is taken."""
    with open("/proc/meminfo") as stream:
        pairs = (line.split(":") for line in stream)
        kib = {name: int(rest.split()[0]) for name, rest in pairs}
    swap = kib.get("SwapTotal", 0)
    taken = 100 * (swap - kib.get("SwapFree", 0)) // swap if swap else 0
    return {"available_percent": 100 * kib["MemAvailable"] // kib["MemTotal"], "swap_used_percent": taken}


def disks():
    """Percent used of every file system, space and inodes."""
    found = {}
    with open("/proc/mounts") as stream:
        places = [line.split()[1] for line in stream if line.split()[2] in REAL]
    for place in places:
        if place.startswith(("/proc", "/sys", "/dev", "/run/credentials")) or not os.path.isdir(place):
            continue
        usage, inodes = shutil.disk_usage(place), os.statvfs(place)
        if usage.total:
            used = 100 * (inodes.f_files - inodes.f_ffree) // inodes.f_files if inodes.f_files else 0
            found[place] = {"used_percent": 100 * usage.used // usage.total, "inodes_percent": used}
    return found


def sockets():
    """How many connections are in which state."""
    counts = {ESTABLISHED: 0, TIME_WAIT: 0, LISTEN: 0}
    for file in ("/proc/net/tcp", "/proc/net/tcp6"):
        with open(file) as stream:
            for line in list(stream)[1:]:
                state = line.split()[3]
                counts[state] = counts.get(state, 0) + 1
    return {"established": counts[ESTABLISHED], "time_wait": counts[TIME_WAIT], "listening": counts[LISTEN]}


def lookups(names):
    """How long each name takes, in milliseconds; none where it is not found."""
    found = {}
    for name in names:
        began = time.time()
        try:
            socket.getaddrinfo(name, None)
            found[name] = round(1000 * (time.time() - began), 1)
        except OSError:
            found[name] = None
    return found


def lines_of(module, *words):
    """What a program says, line by line; nothing where it fails."""
    code, out, _err = module.run_command(list(words))
    return [line.strip() for line in out.splitlines() if line.strip()] if code == 0 else []


def upgrades():
    """The last packages that were changed, from dpkg's own log."""
    if not os.path.exists("/var/log/dpkg.log"):
        return []
    with open("/var/log/dpkg.log") as stream:
        return [line.strip() for line in stream if " upgrade " in line or " install " in line][-MOST:]


def uptime():
    """Seconds since the host came up."""
    with open("/proc/uptime") as stream:
        return int(float(stream.read().split()[0]))


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "services": {"type": "list", "elements": "str", "default": []},
            "names": {"type": "list", "elements": "str", "default": []},
            "minutes": {"type": "int", "default": 15},
        },
        supports_check_mode=True,
    )
    services = module.params["services"]
    states = module.run_command(["systemctl", "is-active", "--", *services])[1].split() if services else []
    since = "--since=-%dmin" % module.params["minutes"]
    facts = {
        "load": load(),
        "memory": memory(),
        "disks": disks(),
        "sockets": sockets(),
        "lookups_ms": lookups(module.params["names"]),
        "services": dict(zip(services, states)),
        "failed_units": [
            line.split()[0] for line in lines_of(module, "systemctl", "list-units", "--state=failed", "--plain", "--no-legend")
        ],
        "top_cpu": lines_of(module, "ps", "-eo", "pcpu,rss,etimes,comm", "--sort=-pcpu", "--no-headers")[:MOST],
        "top_memory": lines_of(module, "ps", "-eo", "rss,pcpu,etimes,comm", "--sort=-rss", "--no-headers")[:MOST],
        "errors": lines_of(module, "journalctl", "--quiet", "--no-pager", "--priority=err", "--output=short", since)[-MOST:],
        "oom": len(lines_of(module, "journalctl", "--quiet", "--no-pager", "--grep=Out of memory|oom-kill", "--output=cat", since)),
        "upgrades": upgrades(),
        "uptime_seconds": uptime(),
    }
    module.exit_json(changed=False, facts=facts)


if __name__ == "__main__":
    main()
