#!/usr/bin/python
# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Look at services and their logs on the host itself."""

from __future__ import annotations

DOCUMENTATION = r"""
module: host_check
short_description: Look at services and their logs on the host itself
version_added: 0.1.0
description:
  - Fails when a service does not run, when a unit of systemd failed, or when a log says what it must not say.
author: Platform team (@platform)
options:
  services:
    description: Units that must be active.
    type: list
    elements: str
    default: []
  log_patterns:
    description: Regular expressions of lines that those units must not have written.
    type: list
    elements: str
    default: []
  since:
    description: Seconds since 1970 on the host's clock from which logs are read.
    type: int
    default: 0
  known_failed:
    description: Units that had failed before, and are not blamed on the change.
    type: list
    elements: str
    default: []
attributes:
  check_mode:
    description: Whether it may run in check mode.
    support: full
"""

EXAMPLES = r"""
- name: The page is served, and complains of nothing
  platform.ops.host_check:
    services: [nginx.service]
    log_patterns: ['\\bemerg\\b']
"""

RETURN = r"""
failed_units:
  description: Units of systemd that have failed.
  type: list
  elements: str
  returned: always
problems:
  description: What is wrong; the module fails when it is anything.
  type: list
  elements: str
  returned: always
"""

import re

from ansible.module_utils.basic import AnsibleModule

MOST_LINES = 3  # of a log, in a message


def inactive(module):
    """Services that do not run."""
    services = module.params["services"]
    if not services:
        return []
    _code, out, _err = module.run_command(["systemctl", "is-active", *services])
    return ["%s is %s" % (name, state) for name, state in zip(services, out.split()) if state != "active"]


def failed_units(module):
    """Units that have failed."""
    _code, out, _err = module.run_command(["systemctl", "list-units", "--state=failed", "--plain", "--no-legend", "--no-pager"])
    return [line.split()[0] for line in out.splitlines() if line.strip()]


def complaints(module):
    """Lines of the services' logs that match a pattern."""
    services, patterns = module.params["services"], module.params["log_patterns"]
    if not services or not patterns:
        return []
    units = ["--unit=%s" % service for service in services]
    words = ["journalctl", "--quiet", "--no-pager", "--output=cat", "--since=@%d" % module.params["since"], *units]
    _code, out, _err = module.run_command(words)
    pattern = re.compile("|".join("(?:%s)" % one for one in patterns))
    found = [line.strip() for line in out.splitlines() if pattern.search(line)]
    return ["the log says: %s" % line[:200] for line in found[:MOST_LINES]]


def main():
    """Run the module."""
    module = AnsibleModule(
        argument_spec={
            "services": {"type": "list", "elements": "str", "default": []},
            "log_patterns": {"type": "list", "elements": "str", "default": []},
            "since": {"type": "int", "default": 0},
            "known_failed": {"type": "list", "elements": "str", "default": []},
        },
        supports_check_mode=True,
    )
    units = failed_units(module)
    new = ["%s has failed" % unit for unit in units if unit not in module.params["known_failed"]]
    problems = inactive(module) + new + complaints(module)
    result = {"failed_units": units, "problems": problems}
    if problems:
        module.fail_json(msg="; ".join(problems), **result)
    module.exit_json(changed=False, **result)


if __name__ == "__main__":
    main()
