# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges what was seen of a host, and writes the page."""

from __future__ import annotations

from pathlib import Path

from ansible_collections.platform.ops.plugins.plugin_utils import diagnosis
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction

SPEC = {
    "host": {"type": "str", "required": True},
    "facts": {"type": "dict", "required": True},
    "checks": {"type": "list", "elements": "dict", "default": []},
    "load_limit": {"type": "float", "default": diagnosis.LOAD_PER_CPU},
    "file": {"type": "path"},
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """The verdict, its reasons, and the page."""
        facts, checks = options["facts"], options["checks"]
        word, why = diagnosis.verdict(diagnosis.reasons(facts, checks, load_limit=options["load_limit"]), checks)
        page = diagnosis.page(options["host"], facts, checks, load_limit=options["load_limit"])
        if options["file"] and not self._task.check_mode:
            Path(options["file"]).write_text(page)
        return {"verdict": word, "reasons": why, "page": page}
