# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Commands of a host, for the programs that run on it; sent along with each of them."""

from __future__ import annotations

import os
import subprocess

# Nobody is there to be asked, and what is said is read by these programs.
ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "NEEDRESTART_MODE": "a", "APT_LISTCHANGES_FRONTEND": "none"}
NOT_HERE = 127  # what a shell answers for a command that there is not (POSIX, shell command language, 2.8.2)
LAST_LINES = 8  # of what a command said, in a message


class HostError(Exception):
    """What went wrong, in words."""


class RefusedError(HostError):
    """What was asked for cannot be on this host; nothing has been touched."""


def command(*words, cwd=None):
    """Exit code, output and complaints of a command; 127 where there is none of this name.

    What callers were given from elsewhere is part of a word that they begin, or stands behind C(--): no name is ever read as an option.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a list of words goes past every shell
            words, cwd=cwd, env=dict(os.environ, **ENVIRONMENT), stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except FileNotFoundError:
        return NOT_HERE, "", "%s is not here" % words[0]
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def run(*words, cwd=None):
    """What a command says. HostError with its last words when it fails."""
    code, out, err = command(*words, cwd=cwd)
    if code != 0:
        lines = [line.strip() for line in (out + err).splitlines() if line.strip()]
        raise HostError("%s ended with %s: %s" % (" ".join(words[:2]), code, " | ".join(lines[-LAST_LINES:])))
    return out


def failed_units():
    """Units of systemd that have failed. HostError where nobody can say."""
    out = run("systemctl", "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager")
    return [line.split()[0] for line in out.splitlines() if line.strip()]
