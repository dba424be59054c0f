# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments of actions, checked as those of modules are."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator


def checked(arguments: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """The arguments with their defaults and types. AnsibleActionFail with every mistake."""
    result = ArgumentSpecValidator(spec).validate(arguments)
    if result.error_messages:
        raise AnsibleActionFail("\n".join(result.error_messages))
    return dict(result.validated_parameters)
