# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at services and their logs, on the host itself."""

from __future__ import annotations

from ansible_collections.platform.ops.plugins.plugin_utils.actions import HostAction
from ansible_collections.platform.ops.plugins.plugin_utils.programs import run_program

SPEC = {
    "services": {"type": "list", "elements": "str", "default": []},
    "log_patterns": {"type": "list", "elements": "str", "default": []},
    "since": {"type": "float", "default": 0.0},
    "known_failed": {"type": "list", "elements": "str", "default": []},
}


class ActionModule(HostAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Let the host look."""
        return run_program(self, "host_check", options, self._vars)
