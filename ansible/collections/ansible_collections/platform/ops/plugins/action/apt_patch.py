# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans, applies and takes back upgrades of Debian packages; the work is done on the host."""

from __future__ import annotations

from ansible_collections.platform.ops.plugins.plugin_utils.actions import HostAction
from ansible_collections.platform.ops.plugins.plugin_utils.programs import run_program

PACKAGE = {
    "name": {"type": "str", "required": True},
    "old": {"type": "str", "required": True},
    "new": {"type": "str", "required": True},
    "origin": {"type": "str", "default": ""},
    "security": {"type": "bool", "default": False},
}
SPEC = {
    "state": {"type": "str", "choices": ["planned", "applied", "reverted"], "required": True},
    "scope": {"type": "str", "choices": ["security", "all", "named"], "default": "security"},
    "names": {"type": "list", "elements": "str", "default": []},
    "held": {"type": "list", "elements": "str", "default": []},
    "security_labels": {"type": "list", "elements": "str", "default": ["Debian-Security"]},
    "reboot_packages": {"type": "list", "elements": "str", "default": ["linux-image-*"]},
    "packages": {"type": "list", "elements": "dict", "default": [], "options": PACKAGE},
    "store": {"type": "path", "default": "/var/cache/platform-ops"},
    "fetch": {"type": "bool", "default": True},
    "allow_broken": {"type": "bool", "default": False},
    "disk_reserve_mib": {"type": "int", "default": 64},
    "lock_timeout": {"type": "int", "default": 60},
}


class ActionModule(HostAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Let the host do it."""
        return run_program(self, "apt_patch", {**options, "check_mode": self._task.check_mode}, self._vars)
