# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the variables of a host against the specifications of roles: unknown ones, missing ones, wrong ones, all at once."""

from __future__ import annotations

from difflib import get_close_matches

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible_collections.platform.ops.plugins.plugin_utils import roles
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction

SPEC = {"roles": {"type": "list", "elements": "str", "required": True}}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """Every mistake in the variables of every role."""
        wrong = [mistake for role in options["roles"] for mistake in self._mistakes(role)]
        if wrong:
            raise AnsibleActionFail("\n".join(wrong))
        return {}

    def _mistakes(self, role):
        options = roles.options(role)
        given = roles.given(options, self._vars, self._templar)
        return [*unknown(role, options, self._vars), *ArgumentSpecValidator(options).validate(given).error_messages]


def unknown(role, options, names):
    """Variables that look like the role's and are none of its own; Ansible itself accepts them in silence."""
    return [
        f"{name} is no variable of the role {role}; {_hint(name, options)}"
        for name in sorted(names)
        if name.startswith(f"{role}_") and name not in options
    ]


def _hint(name, options):
    close = get_close_matches(name, options, n=1)
    return f"did you mean {close[0]}?" if close else f"expected one of {', '.join(sorted(options))}"
