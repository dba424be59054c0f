# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks a service for its health until it is well; in the controller's own process."""

from __future__ import annotations

from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction
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


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Every check, until all are well or the time is over."""
        return healthy(options["checks"], within=options["within"])
