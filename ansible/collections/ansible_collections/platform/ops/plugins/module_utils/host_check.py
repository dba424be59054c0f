# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at services and their logs; runs on the host."""

from __future__ import annotations

import re

from ansible_collections.platform.ops.plugins.module_utils.commands import HostError, command, failed_units, run

MOST_LINES = 3  # of a log, in a message


def inactive(options):
    """Services that do not run. HostError where nobody can say."""
    services = options["services"]
    if not services:
        return []
    _code, out, err = command("systemctl", "is-active", "--", *services)
    states = out.split()
    if len(states) != len(services):
        raise HostError("systemctl is-active says %r of %s" % ((out + err).strip(), ", ".join(services)))
    return ["%s is %s" % (name, state) for name, state in zip(services, states) if state != "active"]


def complaints(options):
    """Lines of the services' logs that match a pattern. HostError where nobody can say."""
    services, patterns = options["services"], options["log_patterns"]
    if not services or not patterns:
        return []
    units = ["--unit=%s" % service for service in services]
    words = ["journalctl", "--quiet", "--no-pager", "--output=cat", "--since=@%.6f" % options["since"], *units]
    out = run(*words)
    pattern = re.compile("|".join("(?:%s)" % one for one in patterns))
    found = [line.strip() for line in out.splitlines() if pattern.search(line)]
    return ["the log says: %s" % line[:200] for line in found[:MOST_LINES]]


def answer(options):
    """Look, and say what is wrong."""
    units = failed_units()
    new = ["%s has failed" % unit for unit in units if unit not in options["known_failed"]]
    problems = inactive(options) + new + complaints(options)
    result = {"changed": False, "failed_units": units, "problems": problems}
    return dict(result, failed=True, msg="; ".join(problems)) if problems else result
