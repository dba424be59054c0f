# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at services and their logs, on the host itself."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible_collections.platform.ops.plugins.plugin_utils.options import checked
from ansible_collections.platform.ops.plugins.plugin_utils.programs import run_program

SPEC = {
    "services": {"type": "list", "elements": "str", "default": []},
    "log_patterns": {"type": "list", "elements": "str", "default": []},
    "since": {"type": "int", "default": 0},
    "known_failed": {"type": "list", "elements": "str", "default": []},
}


class ActionModule(ActionBase):
    """The action."""

    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        """Let the host look."""
        result = super().run(tmp, task_vars)
        return {**result, **run_program(self, "host_check", checked(self._task.args, SPEC), task_vars or {})}
