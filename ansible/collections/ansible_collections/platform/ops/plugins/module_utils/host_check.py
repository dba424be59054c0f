# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at services and their logs; runs on the host, alone."""

from __future__ import annotations

import re
import subprocess

MOST_LINES = 3  # of a log, in a message


class HostError(Exception):
    """What went wrong, in words."""


def command(*words):
    """Exit code, output and complaints of a command."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603 - the words are this file's
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def inactive(options):
    """Services that do not run."""
    services = options["services"]
    if not services:
        return []
    _code, out, _err = command("systemctl", "is-active", *services)
    return ["%s is %s" % (name, state) for name, state in zip(services, out.split()) if state != "active"]


def failed_units():
    """Units that have failed."""
    _code, out, _err = command("systemctl", "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager")
    return [line.split()[0] for line in out.splitlines() if line.strip()]


def complaints(options):
    """Lines of the services' logs that match a pattern."""
    services, patterns = options["services"], options["log_patterns"]
    if not services or not patterns:
        return []
    units = ["--unit=%s" % service for service in services]
    words = ["journalctl", "--quiet", "--no-pager", "--output=cat", "--since=@%d" % options["since"], *units]
    _code, out, _err = command(*words)
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
