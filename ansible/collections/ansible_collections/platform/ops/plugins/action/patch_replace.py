# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replaces the packages of a host by its plan: out of service, installed, rebooted where that is due, well, back in service.

One action, since each task of its own starts a process of Ansible's and compiles its templates anew: with eight of them, a rolling patch
took longer in the controller than on its hosts.
"""

from __future__ import annotations

from pathlib import Path

from ansible.errors import AnsibleActionFail
from ansible.utils.display import Display
from ansible_collections.platform.ops.plugins.plugin_utils import journal, roles
from ansible_collections.platform.ops.plugins.plugin_utils.actions import HostAction
from ansible_collections.platform.ops.plugins.plugin_utils.haproxy import BalancerError
from ansible_collections.platform.ops.plugins.plugin_utils.probes import healthy
from ansible_collections.platform.ops.plugins.plugin_utils.programs import run_program
from ansible_collections.platform.ops.plugins.plugin_utils.service import bring_about, of_role

SPEC = {
    "run": {"type": "str", "required": True},
    "store": {"type": "path", "required": True},
    "packages": {"type": "list", "elements": "dict", "required": True},
    "known_failed": {"type": "list", "elements": "str", "default": []},
    "drained_by_others": {"type": "bool", "default": False},
    "evidence": {"type": "path", "required": True},
    "who": {"type": "str", "required": True},
}


class ActionModule(HostAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """All steps in their order; the first that fails ends it, and is named."""
        self._options = options
        self._host = self._vars["inventory_hostname"]
        self._patch, self._drain, self._verify = (roles.values(role, self._vars, self._templar) for role in ("patch", "drain", "verify"))
        packages = options["packages"]
        self._note("began", packages=packages)
        self._balance("drained", "out of service")
        applied = self._install(packages)
        rebooted = self._reboot(applied)
        health = self._see_that_it_is_well(applied["seconds"])
        if not options["drained_by_others"]:
            self._balance("ready", "serves again")
        pending = applied["reboot_required"] and self._patch["patch_reboot"] == "never"
        self._note("patched", packages=packages, rebooted=rebooted, reboot_pending=pending, health=health)
        return {"changed": applied["changed"] or rebooted, "packages": applied["packages"], "rebooted": rebooted}

    def _note(self, event, **data):
        record = {"run": self._options["run"], "who": self._options["who"], "event": event, "host": self._host, "data": data}
        if not self._task.check_mode:
            journal.append(Path(self._options["evidence"]), record)

    def _balance(self, state, said):
        behind = of_role(self._drain, self._host)
        if behind is None:
            return
        try:
            bring_about(state, behind, check_mode=self._task.check_mode)
        except BalancerError as error:
            raise AnsibleActionFail(f"{said}: {error}") from error
        self._say(said)

    def _install(self, packages):
        options = {
            "state": "applied",
            "packages": packages,
            "store": self._options["store"],
            "lock_timeout": self._patch["patch_lock_timeout"],
            "check_mode": self._task.check_mode,
        }
        return self._well("installed", run_program(self, "apt_patch", options, self._vars))

    def _reboot(self, applied):
        if not applied["reboot_required"] or self._patch["patch_reboot"] != "when_needed" or self._task.check_mode:
            return False
        task = self._task.copy()
        task.args = {
            "reboot_timeout": self._patch["patch_reboot_timeout"],
            "connect_timeout": 3,
            "test_command": "systemctl is-system-running --wait",
        }
        loaded = self._shared_loader_obj.action_loader.get(
            "ansible.builtin.reboot",
            task=task,
            connection=self._connection,
            play_context=self._play_context,
            loader=self._loader,
            templar=self._templar,
            shared_loader_obj=self._shared_loader_obj,
        )
        self._well("rebooted", loaded.run(task_vars=self._vars))
        return True

    def _see_that_it_is_well(self, since):
        asked = healthy(self._verify["verify_checks"], within=self._verify["verify_within"])
        if asked.get("failed"):
            raise AnsibleActionFail(f"healthy: {asked['msg']}")
        look = {
            "services": self._verify["verify_services"],
            "log_patterns": self._verify["verify_log_patterns"],
            "since": since,
            "known_failed": self._options["known_failed"],
        }
        self._well("healthy", run_program(self, "host_check", look, self._vars))
        return asked["results"]

    def _well(self, said, result):
        if result.get("failed"):
            raise AnsibleActionFail(f"{said}: {result['msg']}")
        self._say(said)
        return result

    def _say(self, text):
        # An hour may lie between two of these; whoever watches is told at once.
        Display().display(f"{self._host}: {text}")
