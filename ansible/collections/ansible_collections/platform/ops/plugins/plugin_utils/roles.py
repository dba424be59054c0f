# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a role on one host, by its specification."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible_collections.platform.ops.plugins.plugin_utils.options import checked
from yaml import load

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader

ROLES = Path(__file__).parents[2] / "roles"
# Read as this file is: Ansible imports it once, and then starts a process for each task and host.
SPECIFICATIONS: dict[str, dict[str, Any]] = {
    file.parents[1].name: load(file.read_text(), Loader=Loader)["argument_specs"]["main"].get("options", {})
    for file in sorted(ROLES.glob("*/meta/argument_specs.yml"))
}


def options(role: str) -> dict[str, Any]:
    """What a role takes. AnsibleActionFail with the roles that there are."""
    if role not in SPECIFICATIONS:
        raise AnsibleActionFail(f"{role} is no role of this collection; expected one of {', '.join(SPECIFICATIONS)}")
    return SPECIFICATIONS[role]


def values(role: str, task_vars: dict[str, Any], templar: Any) -> dict[str, Any]:
    """Every variable of a role with its value, the default where it has none. AnsibleActionFail with every mistake."""
    names = options(role)
    return checked(given(names, task_vars, templar), names)


def given(names: dict[str, Any], task_vars: dict[str, Any], templar: Any) -> dict[str, Any]:
    """Those of the names that somebody gave a value, with their values."""
    return {name: templar.template(task_vars[name]) for name in names if name in task_vars}
