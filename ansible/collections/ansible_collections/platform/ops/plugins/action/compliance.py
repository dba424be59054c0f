# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what hosts lack as compliance items of Systems Manager."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction
from ansible_collections.platform.ops.plugins.plugin_utils.compliance import items, remember

SPEC = {
    "hosts": {"type": "dict", "required": True},
    "seen": {"type": "path", "required": True},
    "file": {"type": "path", "required": True},
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Write the report, and remember when each upgrade was first missing."""
        now = datetime.now(UTC)
        memory = Path(options["seen"])
        known = json.loads(memory.read_text()) if memory.exists() else {}
        seen = remember(known, options["hosts"], now)
        report = {"version": 1, "at": now.isoformat(timespec="seconds"), "hosts": items(options["hosts"], seen, now)}
        if not self._task.check_mode:
            memory.write_text(json.dumps(seen, indent=1, sort_keys=True))
            Path(options["file"]).write_text(json.dumps(report, indent=1))
        return {"report": report}
