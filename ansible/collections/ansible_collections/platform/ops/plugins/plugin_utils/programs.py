# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that run on hosts: plain Python, sent over the standard input with what they are told.

A module brings forty files of Ansible's, which the host unpacks and compiles for each task: half a second of processor, of which
these programs need none.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[1] / "module_utils"
PACKAGE = "ansible_collections.platform.ops.plugins.module_utils"
INTERPRETER = "/usr/bin/python3"
"""Where Debian has it, for hosts whose inventory names none."""
NOT_NAMED = ("auto", "auto_silent", "auto_legacy", "auto_legacy_silent")
SHARED = "commands"
"""What every program imports; it is sent along, since there is no collection on a host."""
TEXT = """
import json
import sys
import types

texts, options = json.loads({sent!r})
for name, text in texts.items():
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), vars(module))
from {shared} import HostError, RefusedError
try:
    said = module.answer(options)
except HostError as error:
    said = {{"failed": True, "msg": str(error), "refused": isinstance(error, RefusedError)}}
print(json.dumps(said))
"""
MOST_CHARACTERS = 2000  # of what a program said that ended badly


def run_program(action: Any, name: str, options: dict[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
    """What the program says; a failed result with its last words when it ends otherwise. Connections that are lost are Ansible's."""
    interpreter = task_vars.get("ansible_python_interpreter", INTERPRETER)
    command = [INTERPRETER if interpreter in NOT_NAMED else str(interpreter), "-I", "-S", "-"]
    # Nothing but pipelining hands standard input on, whatever the settings say.
    said = action._low_level_execute_command(
        f"{action._compute_environment_string()} {' '.join(command)}".strip(), in_data=whole(name, options).encode(), sudoable=True
    )
    lines = [line for line in said["stdout"].splitlines() if line.startswith("{")]
    if said["rc"] != 0 or not lines:
        words = (said["stderr"] or said["stdout"]).strip()[-MOST_CHARACTERS:]
        return {"failed": True, "msg": f"{command[0]} ended with {said['rc']}: {words}"}
    return json.loads(lines[-1])


def whole(name: str, options: dict[str, Any]) -> str:
    """The text of a program with all that it imports of this collection, and with what it is told."""
    texts = {f"{PACKAGE}.{part}": (FOLDER / f"{part}.py").read_text() for part in (SHARED, name)}
    return TEXT.format(sent=json.dumps((texts, options)), shared=f"{PACKAGE}.{SHARED}")
