# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes the locks of hosts for as long as this run of Ansible lasts."""

from __future__ import annotations

import os
from pathlib import Path

from ansible.errors import AnsibleActionFail
from ansible_collections.platform.ops.plugins.plugin_utils import locks
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction

SPEC = {
    "state": {"type": "str", "choices": ["taken", "free"], "default": "taken"},
    "folder": {"type": "path", "required": True},
    "hosts": {"type": "list", "elements": "str", "required": True},
    "what": {"type": "str", "required": True},
    "who": {"type": "str", "required": True},
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Take all of the locks, or fail with who holds them."""
        # Tasks run in children of the process that lasts as long as the run.
        mine = locks.owner(os.getppid(), what=options["what"], who=options["who"])
        folder = Path(options["folder"])
        if options["state"] == "free":
            locks.free(folder, options["hosts"], mine)
            return {}
        held = locks.take(folder, options["hosts"], mine)
        if held:
            words = [f"{host} is held by {other.what} of {other.who} (process {other.pid})" for host, other in sorted(held.items())]
            raise AnsibleActionFail(f"{'; '.join(words)}. Wait for it, or end it; nothing has been touched.")
        return {}
