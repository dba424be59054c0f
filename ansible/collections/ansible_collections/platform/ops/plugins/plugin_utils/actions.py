# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What all actions of this collection have in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible_collections.platform.ops.plugins.plugin_utils.errors import OpsError
from ansible_collections.platform.ops.plugins.plugin_utils.options import checked


class HostAction(ActionBase):
    """Checks its arguments as modules do, and ends in words where something is wrong; an action has `spec` and `act`."""

    _supports_check_mode = True
    spec: dict[str, Any]

    @abstractmethod
    def act(self, options: dict[str, Any]) -> dict[str, Any]:
        """The result, of arguments with their defaults and types; unchanged where it does not say."""

    def run(self, tmp: str | None = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """What Ansible calls."""
        result = super().run(tmp, task_vars)
        self._vars = task_vars or {}
        try:
            return {**result, "changed": False, **self.act(checked(self._task.args, self.spec))}
        except OpsError as error:
            raise AnsibleActionFail(str(error)) from error


class ControllerAction(HostAction):
    """Works in the controller's own process; the host itself is not asked."""

    _requires_connection = False
