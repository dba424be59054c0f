# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a host out of service behind its balancer, and brings it back; in the controller's own process."""

from __future__ import annotations

from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction
from ansible_collections.platform.ops.plugins.plugin_utils.service import bring_about

STATES = ("drained", "ready", "seen")
SPEC = {
    "state": {"type": "str", "choices": list(STATES), "required": True},
    "server": {"type": "str", "required": True},
    "minimum_healthy": {"type": "int", "default": 1},
    "timeout": {"type": "int", "default": 60},
    "haproxy": {
        "type": "dict",
        "options": {"socket": {"type": "str", "required": True}, "backend": {"type": "str", "required": True}},
    },
    "target_group": {
        "type": "dict",
        "options": {
            "arn": {"type": "str"},
            "tags": {"type": "dict"},
            "region": {"type": "str", "required": True},
            "endpoint_url": {"type": "str"},
        },
    },
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Do it, and wait until it is so."""
        return bring_about(options["state"], options, check_mode=self._task.check_mode)
