# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decides whether a rolling patch may begin, and which run it is; before anything is touched."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from pathlib import Path

from ansible.errors import AnsibleActionFail
from ansible_collections.platform.ops.plugins.plugin_utils import gate, journal
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction
from ansible_collections.platform.ops.plugins.plugin_utils.runs import unfinished

SPEC = {
    "hosts": {"type": "list", "elements": "str", "required": True},
    "held_hosts": {"type": "list", "elements": "str", "default": []},
    "owners": {"type": "dict", "default": {}},
    "batches": {"type": "list", "elements": "raw", "required": True},
    "production": {"type": "bool", "required": True},
    "window": {
        "type": "dict",
        "options": {"opens": {"type": "str", "required": True}, "closes": {"type": "str", "required": True}},
    },
    "freezes": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "from": {"type": "str", "required": True},
            "until": {"type": "str", "required": True},
            "reason": {"type": "str", "required": True},
        },
    },
    "looks": {"type": "bool", "default": False},
    "override": {"type": "str", "default": ""},
    "resume": {"type": "bool", "default": False},
    "evidence": {"type": "path", "required": True},
    "who": {"type": "str", "required": True},
}

ALL_THE_SAME = "To go on all the same, say why: patch_override (estate patch --override)"


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Every reason against it at once, or the run's name and what it takes up again."""
        now = datetime.now(UTC)
        reasons = _mistakes(options)
        # To look is allowed at any time.
        closed = [] if options["looks"] or self._task.check_mode else _closed(options, now)
        if closed and not options["override"]:
            reasons += [f"{reason.rstrip('.')}. {ALL_THE_SAME}" for reason in closed]
        open_run = unfinished(journal.read(Path(options["evidence"])))
        reasons += _against(open_run, options)
        if reasons:
            raise AnsibleActionFail("\n".join(reasons))
        name = open_run.run if open_run else f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        return {
            "run": name,
            "evidence": options["evidence"],
            "who": options["who"],
            "overridden": closed,
            "resumed": open_run.hosts if open_run else {},
            "abandoned": sorted(set(open_run.hosts if open_run else ()) & set(options["held_hosts"])),
        }


def _mistakes(options):
    unknown = sorted(set(options["held_hosts"]) - set(options["hosts"]))
    return [
        *gate.owner_mistakes(options["owners"]),
        *gate.batch_mistakes(options["batches"], hosts=len(options["hosts"]), production=options["production"]),
        *(f"patch_hold_hosts has {host!r}, which is none of the hosts of this run" for host in unknown),
    ]


def _closed(options, now):
    try:
        return gate.closed(now=now, window=options["window"], freezes=options["freezes"])
    except ValueError as error:
        raise AnsibleActionFail(str(error)) from error


def _against(open_run, options):
    if open_run is None:
        return ["there is no interrupted run to resume"] if options["resume"] else []
    missing = sorted(set(open_run.hosts) - set(options["hosts"]))
    names = ", ".join(sorted(open_run.hosts))
    if not options["resume"]:
        return [f"run {open_run.run} was interrupted at {names}; expected it to be resumed first: patch_resume (estate patch --resume)"]
    return [f"the interrupted run has {', '.join(missing)}, which this one has not"] if missing else []
