# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a service for its health until it is well; in the controller's own process."""

from __future__ import annotations

from ansible.plugins.action import ActionBase
from ansible_collections.platform.ops.plugins.plugin_utils.options import checked
from ansible_collections.platform.ops.plugins.plugin_utils.probes import PROBES, healthy

SPEC = {
    "within": {"type": "int", "default": 0},
    "checks": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": {
            "kind": {"type": "str", "choices": list(PROBES), "required": True},
            "address": {"type": "str", "required": True},
            "status": {"type": "int", "default": 200},
            "contains": {"type": "str", "default": ""},
            "timeout": {"type": "float", "default": 2.0},
            "days": {"type": "int", "default": 14},
        },
    },
}


class ActionModule(ActionBase):
    """The action."""

    _requires_connection = False
    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        """Every check, until all are well or the time is over."""
        result = super().run(tmp, task_vars)
        options = checked(self._task.args, SPEC)
        return {**result, **healthy(options["checks"], within=options["within"])}
