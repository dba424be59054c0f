# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives the hosts of an inventory what the catalog says of them, so that no fact stands in two places."""

from __future__ import annotations

DOCUMENTATION = r"""
name: catalog
short_description: What the estate's catalog says of hosts, as variables of groups
version_added: 0.1.0
description:
  - Comes after the source that knows the hosts, such as P(amazon.aws.aws_ec2#inventory) keyed by the tag C(PatchGroup), in the same
    folder under a name that sorts later.
  - Every host must be in a group of the catalog; one that is in none is an error, as nobody would answer for it.
author: Platform team (@platform)
options:
  plugin:
    description: Name of this plugin.
    type: str
    required: true
    choices: [platform.ops.catalog]
  environment:
    description: Environment of the hosts.
    type: str
    required: true
  catalog:
    description: Folder of the catalog, seen from the inventory's file.
    type: str
    default: ../../../catalog
"""

EXAMPLES = r"""
plugin: platform.ops.catalog
environment: production
"""

from datetime import UTC, datetime
from pathlib import Path

from ansible.errors import AnsibleParserError
from ansible.plugins.inventory import BaseInventoryPlugin

SUFFIXES = ("catalog.yml", "catalog.yaml")


class InventoryModule(BaseInventoryPlugin):
    """The plugin."""

    NAME = "platform.ops.catalog"

    def verify_file(self, path):
        """Whether the file is one of this plugin's."""
        return super().verify_file(path) and path.endswith(SUFFIXES)

    def parse(self, inventory, loader, path, cache=True):  # noqa: FBT002 - the signature of Ansible
        """Set the variables of every group."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        try:
            from estate.errors import EstateError
            from estate.patching.inventory import environment_variables, group_variables
        except ImportError as error:
            raise AnsibleParserError(
                f"the catalog cannot be read here: {error}; expected the program estate in {path}'s environment"
            ) from error
        from estate.catalog.load import load_catalog

        try:
            catalog = load_catalog((Path(path).parent / self.get_option("catalog")).resolve())
            groups = group_variables(catalog, self.get_option("environment"))
            shared = environment_variables(catalog, self.get_option("environment"), datetime.now(UTC))
        except EstateError as error:
            raise AnsibleParserError(str(error)) from error
        self._refuse_strangers(groups)
        self._set("all", shared)
        for group, variables in groups.items():
            inventory.add_group(group)
            self._set(group, variables)

    def _set(self, group, variables):
        for name, value in variables.items():
            self.inventory.set_variable(group, name, value)

    def _refuse_strangers(self, groups):
        known = {host for group in groups if group in self.inventory.groups for host in self.inventory.groups[group].get_hosts()}
        strangers = sorted(host.name for host in self.inventory.hosts.values() if host not in known)
        if strangers:
            raise AnsibleParserError(
                f"{', '.join(strangers)}: in no group of the catalog; expected a tag PatchGroup with one of {', '.join(groups)}"
            )
