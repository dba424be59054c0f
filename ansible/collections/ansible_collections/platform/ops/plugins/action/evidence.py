# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Appends a record to the evidence, in the controller's own process."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.platform.ops.plugins.plugin_utils import journal
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction

SPEC = {
    "file": {"type": "path", "required": True},
    "run": {"type": "str", "required": True},
    "who": {"type": "str", "required": True},
    "event": {"type": "str", "required": True},
    "host": {"type": "str", "default": ""},
    "data": {"type": "dict", "default": {}},
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Append; nothing in check mode."""
        record = {key: options[key] for key in ("run", "who", "event", "host", "data")}
        line = {} if self._task.check_mode else journal.append(Path(options["file"]), record)
        # A record of what happened changes nothing on a host.
        return {"record": line}
