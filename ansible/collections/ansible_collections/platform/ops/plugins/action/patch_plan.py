# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans what would change on a host, sees how its balancer has it, and asks for its health before the change."""

from __future__ import annotations

from ansible_collections.platform.ops.plugins.plugin_utils import roles
from ansible_collections.platform.ops.plugins.plugin_utils.actions import HostAction
from ansible_collections.platform.ops.plugins.plugin_utils.probes import healthy
from ansible_collections.platform.ops.plugins.plugin_utils.programs import run_program
from ansible_collections.platform.ops.plugins.plugin_utils.service import bring_about, of_role

SPEC = {"store": {"type": "path", "required": True}, "resumed": {"type": "bool", "default": False}}


class ActionModule(HostAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """The plan; failed when the host is ill, or its packages are."""
        patch, drain, verify = (roles.values(role, self._vars, self._templar) for role in ("patch", "drain", "verify"))
        planned = run_program(self, "apt_patch", self._program(options, patch), self._vars)
        if planned.get("failed"):
            return planned
        behind = of_role(drain, self._vars["inventory_hostname"])
        seen = bring_about("seen", behind, check_mode=True) if behind else {"was_drained": False}
        if has_work(planned, patch) and not options["resumed"]:
            asked = healthy(verify["verify_checks"], within=0)
            planned = {**planned, **{key: asked[key] for key in ("failed", "msg") if key in asked}}
        return {**planned, "was_drained": seen["was_drained"]}

    def _program(self, options, patch):
        return {
            "state": "planned",
            "scope": patch["patch_scope"],
            "names": patch["patch_packages"],
            "held": patch["patch_hold_packages"],
            "security_labels": patch["patch_security_labels"],
            "reboot_packages": patch["patch_reboot_packages"],
            "store": options["store"],
            "fetch": patch["patch_mode"] == "run",
            "allow_broken": options["resumed"],
            "disk_reserve_mib": patch["patch_disk_reserve_mib"],
            "lock_timeout": patch["patch_lock_timeout"],
            "check_mode": self._task.check_mode,
        }


def has_work(planned, patch):
    """Whether the plan asks for anything to be done."""
    return bool(planned["packages"]) or (patch["patch_reboot"] == "when_needed" and planned["reboot_required"])
